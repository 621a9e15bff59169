package dev.holdfast.query.subscription;

import io.vertx.core.buffer.Buffer;

/**
 * A change as it goes to subscribers, encoded once however many there are.
 *
 * @param bytes of its server-sent event; nobody changes them
 */
record Frame(long id, Buffer bytes) {
    static Frame of(StateChange change) {
        return new Frame(
                change.id(), Buffer.buffer("id: " + change.id() + "\nevent: state\ndata: " + change.json() + "\n\n"));
    }

    int sizeBytes() {
        return bytes.length();
    }
}
