package dev.holdfast.bench.codec;

import dev.holdfast.event.TrainingEvent.SessionLogged;
import dev.holdfast.wire.EventPayload;
import java.time.ZoneOffset;

/** What the store uses. */
final class ProtobufCodec implements PayloadCodec {
    private static final ZoneOffset OFFSET = ZoneOffset.ofHours(1);

    @Override
    public byte[] encode(SessionLogged session) {
        return new EventPayload(OFFSET, session).toBytes();
    }

    @Override
    public SessionLogged decode(byte[] bytes) {
        return (SessionLogged)
                EventPayload.fromBytes(EventPayload.SCHEMA_VERSION, bytes).fact();
    }
}
