package dev.holdfast.wire;

import com.google.protobuf.WireFormat;
import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.load.SessionDose;
import dev.holdfast.wire.proto.TrainingEventPayload;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * What a replay needs of a logged session, read from its payload without making the session. Takes only what
 * {@link EventPayload#toBytes} writes of exercises with listed names, in the order in which it writes it, and within the
 * bounds of the facts; anything else is left to {@link EventPayload#fromBytes}.
 *
 * @param offsetSeconds offset of the place from UTC
 */
record PlainSession(int offsetSeconds, SessionDose dose) {
    private static final int OFFSET =
            tag(TrainingEventPayload.UTC_OFFSET_SECONDS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SESSION =
            tag(TrainingEventPayload.SESSION_LOGGED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);

    private static final int DURATION_MINUTES =
            tag(dev.holdfast.wire.proto.SessionLogged.DURATION_MINUTES_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int SESSION_RPE =
            tag(dev.holdfast.wire.proto.SessionLogged.SESSION_RPE_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int TRIMP =
            tag(dev.holdfast.wire.proto.SessionLogged.TRIMP_FIELD_NUMBER, WireFormat.WIRETYPE_FIXED64);
    private static final int PACKED =
            tag(dev.holdfast.wire.proto.SessionLogged.PACKED_FIELD_NUMBER, WireFormat.WIRETYPE_LENGTH_DELIMITED);
    private static final int DURATION_SECONDS =
            tag(dev.holdfast.wire.proto.SessionLogged.DURATION_SECONDS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);
    private static final int SESSION_RPE_TENTHS =
            tag(dev.holdfast.wire.proto.SessionLogged.SESSION_RPE_TENTHS_FIELD_NUMBER, WireFormat.WIRETYPE_VARINT);

    /** @return null when it is anything else than such a session */
    static @Nullable PlainSession read(byte[] payload, ExerciseCatalogue catalogue) {
        FieldReader in = new FieldReader(payload);
        try {
            int offsetSeconds = 0;
            int tag = in.tag();
            if (tag == OFFSET) {
                offsetSeconds = in.sint32();
                tag = in.tag();
            }
            if (tag != SESSION || Math.abs((long) offsetSeconds) > ZoneOffset.MAX.getTotalSeconds()) {
                return null;
            }
            int outer = in.open();
            SessionDose dose = session(in, catalogue);
            if (dose == null) {
                return null;
            }
            in.close(outer);
            return in.isAtEnd() ? new PlainSession(offsetSeconds, dose) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable SessionDose session(FieldReader in, ExerciseCatalogue catalogue) {
        SessionDose dose = null;
        while (!in.isAtEnd()) {
            int tag = in.tag();
            boolean kept;
            if (tag == PACKED && dose == null) {
                int outer = in.open();
                dose = SetColumns.dose(in, catalogue);
                if (dose == null) {
                    return null;
                }
                in.close(outer);
                kept = true;
            } else if (tag == DURATION_MINUTES) {
                kept = isWithin(in.real(), SessionLogged.DURATION_MINUTES_MAX);
            } else if (tag == SESSION_RPE) {
                kept = isWithin(in.real(), SessionLogged.SESSION_RPE_MAX);
            } else if (tag == TRIMP) {
                kept = isWithin(in.real(), SessionLogged.TRIMP_MAX);
            } else if (tag == DURATION_SECONDS) {
                kept = isWithin(
                        in.int32() / (double) EventPayload.SECONDS_PER_MINUTE, SessionLogged.DURATION_MINUTES_MAX);
            } else if (tag == SESSION_RPE_TENTHS) {
                kept = isWithin(in.int32() / (double) EventPayload.TENTHS, SessionLogged.SESSION_RPE_MAX);
            } else {
                kept = false;
            }
            if (!kept) {
                return null;
            }
        }
        return dose;
    }

    private static boolean isWithin(double value, double max) {
        return value >= 0 && value <= max;
    }

    private static int tag(int field, int wireType) {
        return field << 3 | wireType;
    }
}
