package dev.holdfast.bench.codec;

import dev.holdfast.event.TrainingEvent.SessionLogged;

/** A way to keep a session as bytes. */
public interface PayloadCodec {
    byte[] encode(SessionLogged session);

    SessionLogged decode(byte[] bytes);
}
