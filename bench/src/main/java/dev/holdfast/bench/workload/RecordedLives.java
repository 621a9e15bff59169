package dev.holdfast.bench.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.holdfast.event.AthleteId;
import dev.holdfast.event.EventKey;
import dev.holdfast.event.RecordedEvent;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.event.TrainingEvent.TrainingPaused;
import dev.holdfast.event.TrainingEvent.TrainingStarted;
import dev.holdfast.wire.EventPayload;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Training lives of many athletes, event by event as they are recorded: a start, 98 sessions of five exercises and four
 * sets every 56 hours, a pause of 90 days, and again. Everybody trains in turn, so neighbours in the store are strangers.
 */
public final class RecordedLives {
    /** All that a chunk holds comes from these; each athlete meets them in another order. */
    private static final int SESSIONS = 4_096;

    private static final long SEED = 5;
    private static final int EVENTS_PER_CYCLE = 100;
    private static final int SESSION_HOURS = 56;
    private static final int PAUSE_HOURS = 90 * 24;
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(1);
    private static final OffsetDateTime FIRST = OffsetDateTime.of(2001, 1, 8, 6, 0, 0, 0, OFFSET);

    private static final TrainingStarted STARTED = new TrainingStarted(false, null, null, null);
    private static final TrainingPaused PAUSED = new TrainingPaused(false, null);

    private final int athletes;
    private final OffsetDateTime first;
    private final List<SessionLogged> sessions = new ArrayList<>(SESSIONS);
    private final List<byte[]> payloads = new ArrayList<>(SESSIONS);
    private final byte[] started = new EventPayload(OFFSET, STARTED).toBytes();
    private final byte[] paused = new EventPayload(OFFSET, PAUSED).toBytes();
    private final List<String> jsons = new ArrayList<>();

    public RecordedLives(int athletes) {
        this(athletes, FIRST);
    }

    /** The same lives, begun so that the event at {@code last} occurred at {@code lastAt}. */
    public static RecordedLives endingAt(OffsetDateTime lastAt, int athletes, long last) {
        Duration whole = Duration.between(FIRST, new RecordedLives(athletes).occurredAt(last));
        return new RecordedLives(athletes, lastAt.minus(whole).withOffsetSameInstant(OFFSET));
    }

    private RecordedLives(int athletes, OffsetDateTime first) {
        this.athletes = athletes;
        this.first = first;
        GeneratedSessions generated = new GeneratedSessions(SEED);
        for (int i = 0; i < SESSIONS; i++) {
            SessionLogged session = generated.next();
            sessions.add(session);
            payloads.add(new EventPayload(OFFSET, session).toBytes());
        }
    }

    public int athletes() {
        return athletes;
    }

    public String athlete(long position) {
        return "athlete-" + (position - 1) % athletes;
    }

    /** Which event of its athlete's life it is, from 0. */
    private long turn(long position) {
        return (position - 1) / athletes;
    }

    public OffsetDateTime occurredAt(long position) {
        long turn = turn(position);
        long hours = turn * SESSION_HOURS + turn / EVENTS_PER_CYCLE * PAUSE_HOURS;
        return first.plusHours(hours).plusSeconds((position - 1) % athletes);
    }

    OffsetDateTime recordedAt(long position) {
        return occurredAt(position).plusHours(2);
    }

    public TrainingEvent fact(long position) {
        long inCycle = turn(position) % EVENTS_PER_CYCLE;
        if (inCycle == 0) {
            return STARTED;
        }
        return inCycle == EVENTS_PER_CYCLE - 1 ? PAUSED : sessions.get(session(position));
    }

    public byte[] payload(long position) {
        TrainingEvent fact = fact(position);
        return fact == STARTED ? started : fact == PAUSED ? paused : payloads.get(session(position));
    }

    /** The fact with named fields. */
    String json(long position) {
        TrainingEvent fact = fact(position);
        try {
            if (!(fact instanceof SessionLogged)) {
                return GeneratedSessions.JSON.writeValueAsString(fact);
            }
            while (jsons.size() < SESSIONS) {
                jsons.add(GeneratedSessions.JSON.writeValueAsString(sessions.get(jsons.size())));
            }
            return jsons.get(session(position));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers and names has a JSON form", e);
        }
    }

    UUID eventId(long position) {
        return new UUID(position * 0x9E3779B97F4A7C15L, position);
    }

    public EventKey key(long position) {
        return new EventKey("gym", eventId(position).toString());
    }

    public RecordedEvent event(long position) {
        return new RecordedEvent(
                position,
                eventId(position),
                GeneratedSessions.TENANT,
                new AthleteId(athlete(position)),
                occurredAt(position),
                recordedAt(position).toInstant(),
                key(position),
                fact(position));
    }

    private int session(long position) {
        return (int) ((turn(position) * 31 + (position - 1) % athletes * 17) % SESSIONS);
    }
}
