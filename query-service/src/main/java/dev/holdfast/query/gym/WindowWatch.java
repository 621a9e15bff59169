package dev.holdfast.query.gym;

import dev.holdfast.kit.work.SupervisedThread;
import dev.holdfast.outlook.BodyState;
import dev.holdfast.outlook.ReturnWindow;
import dev.holdfast.outlook.TrainingPlan;
import dev.holdfast.query.servingmodel.ServingModel;
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
    private final ServingModel model;
    private final Clock clock;
    private volatile @Nullable SupervisedThread thread;

    public WindowWatch(WindowSql sql, ServingModel model, Clock clock) {
        this.model = model;
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

    private void workOff(SupervisedThread running) throws SQLException, InterruptedException {
        boolean more = false;
        while (!running.stoppedWithin(more ? Duration.ZERO : PAUSE_BETWEEN)) {
            Instant now = clock.instant();
            List<WindowSql.Member> stale =
                    sql.stale(now.minus(Duration.ofDays(model.fold().pausePolicyDays())), BATCH);
            for (WindowSql.Member member : stale) {
                sql.keep(member, window(member, now));
                running.progressed();
            }
            more = stale.size() == BATCH;
            running.progressed();
        }
    }

    /** As seen from the pause's first day, so that the day does not move while nothing happens. */
    private WindowSql.Window window(WindowSql.Member member, Instant now) {
        Instant pausedSince = BodyAt.of(member.state(), now, model.fold()).pausedSince();
        BodyAt then = BodyAt.of(member.state(), pausedSince == null ? now : pausedSince, model.fold());
        BodyState body = BodyState.of(then, model.fold());
        if (pausedSince == null || body == null) {
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
