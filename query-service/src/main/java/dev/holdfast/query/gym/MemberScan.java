package dev.holdfast.query.gym;

import dev.holdfast.event.TenantId;
import dev.holdfast.kit.postgres.Transaction;
import dev.holdfast.query.readstore.ReadsUnavailableException;
import dev.holdfast.query.readstore.UnreadableRow;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.AthleteState;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Decays;
import dev.holdfast.timeline.Standing;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads all members of a tenant, in parts: memory is the same for any tenant. Figures move with time and no column holds
 * them, so a scan that needs bodies takes about ten microseconds a member, and one that needs standings about one. A tenant
 * has one of each kind at a time, and all tenants together two; whoever waits too long is told to ask again.
 */
@ApplicationScoped
public class MemberScan {
    /** Rows fetched together: half a megabyte of standings. */
    private static final int STANDINGS_FETCH = 5_000;

    /** Half a megabyte of usual states; of the largest that there can be, five. */
    private static final int BODIES_FETCH = 250;

    /** Of each scan; who has that many repairs them all together. */
    private static final int TOLD_MAX = 5;

    private static final int SCANS_MAX = 2;
    private static final Duration TURN_WAIT_MAX = Duration.ofSeconds(4);

    private static final String MEMBERS = "select a.athlete_id, a.position, " + ServingModel.HASH
            + ", %s from serving.athlete a where a.tenant_id = ?";

    private static final String STANDING = "substring(a.state from 1 for " + Standing.BYTES_MAX + ")";

    private static final String CLOSING = """
            exists (select from gym.return_window w
                where w.tenant_id = a.tenant_id and w.athlete_id = a.athlete_id and w.digest = a.digest
                  and w.half_gone_at > ? and w.half_gone_at < ?)""";

    private final DataSource reads;
    private final ServingModel model;
    private final ScanTurns standings = new ScanTurns(SCANS_MAX, TURN_WAIT_MAX);
    private final ScanTurns bodies = new ScanTurns(SCANS_MAX, TURN_WAIT_MAX);

    public MemberScan(DataSource reads, ServingModel model) {
        this.reads = reads;
        this.model = model;
    }

    /** What of each member is wanted. */
    public enum Part {
        STANDING,
        BODY
    }

    /** A member while it is looked at; the next one takes its place. */
    public static final class Member {
        private final Instant at;
        private final AthleteState state = AthleteState.untrained();
        private final Decays decays = new Decays();
        private @Nullable AthleteFold fold;
        private String athleteId = "";
        private long position;
        private byte[] bytes = {};

        private Member(Instant at) {
            this.at = at;
        }

        public String athleteId() {
            return athleteId;
        }

        /** Of the last event that the state rests on. */
        public long position() {
            return position;
        }

        public AthleteFold fold() {
            return Objects.requireNonNull(fold);
        }

        public Standing standing() {
            return state.becomeStanding(bytes);
        }

        /** Of a scan for bodies. */
        public BodyAt body() {
            state.become(bytes);
            return BodyAt.consume(state, at, fold(), decays);
        }
    }

    /**
     * Shows each member, in no order. One whose state cannot be read is passed over.
     *
     * @return how many were passed over
     * @param closingBefore only whose window is open at {@code at} and closes before then, null for all
     * @throws ReadsUnavailableException when it is not this tenant's turn for too long
     */
    public long each(TenantId tenant, Instant at, Part part, @Nullable Instant closingBefore, Consumer<Member> consumer)
            throws SQLException {
        String sql = MEMBERS.formatted(part == Part.BODY ? "a.state" : STANDING)
                + (closingBefore == null ? "" : " and " + CLOSING);
        // The driver fetches in parts only inside a transaction.
        try (ScanTurns.Turn turn = (part == Part.BODY ? bodies : standings).take(tenant.value());
                Connection connection = reads.getConnection();
                Transaction reading = closingBefore == null ? Transaction.begin(connection) : ByKeys.begin(connection);
                PreparedStatement select = reading.connection().prepareStatement(sql)) {
            select.setFetchSize(part == Part.BODY ? BODIES_FETCH : STANDINGS_FETCH);
            select.setString(1, tenant.value());
            if (closingBefore != null) {
                select.setObject(2, at.atOffset(ZoneOffset.UTC));
                select.setObject(3, closingBefore.atOffset(ZoneOffset.UTC));
            }
            Member member = new Member(at);
            long unreadable = 0;
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    if (member.fold == null) {
                        member.fold = model.of(connection, rows.getString(3)).fold();
                    }
                    member.athleteId = rows.getString(1);
                    member.position = rows.getLong(2);
                    member.bytes = rows.getBytes(4);
                    unreadable += show(tenant, member, unreadable, consumer);
                }
            }
            return unreadable;
        }
    }

    /** @return how many were passed over: none or this one */
    private static int show(TenantId tenant, Member member, long before, Consumer<Member> consumer) {
        try {
            consumer.accept(member);
            return 0;
        } catch (RuntimeException e) {
            if (before < TOLD_MAX) {
                UnreadableRow.tell(tenant.value(), member.athleteId(), member.position(), e);
            }
            return 1;
        }
    }
}
