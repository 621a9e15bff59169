package dev.holdfast.query.gym;

import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnWindow;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.readstore.UnreadableRow;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Works out the return windows of athletes who pause, in the background and one at a time. */
@ApplicationScoped
public class WindowWatch {
    /** A window takes a tenth of a second, so this is a few seconds of work between two looks at what is stale. */
    private static final int BATCH = 20;

    private static final Duration PAUSE_BETWEEN = Duration.ofSeconds(2);

    private final WindowSql sql;
    private final Clock clock;
    private volatile @Nullable SupervisedThread thread;

    public WindowWatch(WindowSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        thread = SupervisedThread.start("return-windows", "working out return windows", this::workOff);
    }

    void stop(@Observes ShutdownEvent event) {
        SupervisedThread running = thread;
        if (running != null) {
            running.stop();
        }
    }

    /** Round by round over the tenants, a batch of each: none waits for all of another's, as after an import. */
    private void workOff(SupervisedThread running) throws SQLException, InterruptedException {
        boolean more = false;
        String tenant = "";
        while (!running.stoppedWithin(more ? Duration.ZERO : PAUSE_BETWEEN)) {
            Instant now = clock.instant();
            List<WindowSql.Member> stale =
                    sql.stale(tenant, now.minus(Duration.ofDays(AthleteFold.PAUSE_POLICY_DAYS)), BATCH);
            for (WindowSql.Member member : stale) {
                sql.keep(member, windowOrNone(member, now));
                running.progressed();
            }
            more = !stale.isEmpty() || !tenant.isEmpty();
            tenant = stale.size() == BATCH ? stale.getLast().tenantId() : "";
            running.progressed();
        }
    }

    /** A member whose window cannot be worked out has none until something new is known of it, and holds up nobody else. */
    private WindowSql.Window windowOrNone(WindowSql.Member member, Instant now) {
        try {
            return window(member, now);
        } catch (RuntimeException e) {
            UnreadableRow.tell(member.tenantId(), member.athleteId(), member.position(), e);
            return new WindowSql.Window(null, null, null, 0);
        }
    }

    /** As seen from the pause's first day, so that the day does not move while nothing happens. */
    private WindowSql.Window window(WindowSql.Member member, Instant now) {
        AthleteState state = member.state();
        AthleteFold fold = member.model().fold();
        Instant pausedSince = state.standing().pausedSince(now, fold);
        BodyAt then = BodyAt.consume(state, pausedSince == null ? now : pausedSince, fold);
        BodyState body = BodyState.of(then, fold);
        if (pausedSince == null || body == null || !body.hasBest()) {
            return new WindowSql.Window(pausedSince, null, null, 0);
        }
        ReturnWindow window = ReturnWindow.forBody(body, TrainingPlan.THREE_BY_THREE, then.parameters());
        boolean nothingToLose = window.largestHeadStartWeeks() <= 0;
        return new WindowSql.Window(
                pausedSince,
                nothingToLose ? null : after(pausedSince, window.daysAboveHalf()),
                nothingToLose ? null : after(pausedSince, window.daysAboveFifth()),
                window.largestHeadStartWeeks());
    }

    private static @Nullable Instant after(Instant from, OptionalDouble days) {
        return days.isEmpty() ? null : from.plus(Duration.ofHours(Math.round(days.getAsDouble() * 24)));
    }
}
