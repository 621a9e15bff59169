package dev.holdfast.bench.workload;

import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.wire.EventPayload;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Sessions made beforehand, so that no run waits for their making: a thousand athletes in turn, every two days one. */
public final class SessionStock {
    public static final int ATHLETES = 1_000;

    private static final long SEED = 4;
    private static final int SESSIONS = 1_024;
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(1);
    private static final OffsetDateTime FIRST = OffsetDateTime.of(2025, 1, 6, 18, 30, 0, 0, OFFSET);

    private final List<SessionLogged> sessions = new ArrayList<>(SESSIONS);
    private final List<byte[]> payloads = new ArrayList<>(SESSIONS);

    public SessionStock() {
        GeneratedSessions generated = new GeneratedSessions(SEED);
        for (int i = 0; i < SESSIONS; i++) {
            SessionLogged session = generated.next();
            sessions.add(session);
            payloads.add(new EventPayload(OFFSET, session).toBytes());
        }
    }

    public static String athlete(long number) {
        return "athlete-" + number % ATHLETES;
    }

    public SessionLogged session(long number) {
        return sessions.get((int) (number % SESSIONS));
    }

    public byte[] payload(long number) {
        return payloads.get((int) (number % SESSIONS));
    }

    public OffsetDateTime occurredAt(long number) {
        return FIRST.plusHours(number / ATHLETES * 48);
    }
}
