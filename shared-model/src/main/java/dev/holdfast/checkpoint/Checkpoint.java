package dev.holdfast.checkpoint;

import dev.holdfast.digest.Sha256;
import dev.holdfast.timeline.AthleteState;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the body keeps at a moment.
 *
 * @param position of the last event that it rests on
 * @param effectiveAtMicros the moment in the athlete's life, microseconds since 1970-01-01T00:00Z
 * @param model what it was computed with
 * @param state {@link AthleteState#toBytes()}
 */
@SuppressWarnings("ArrayRecordComponent") // The bytes are the point; nobody changes them after this.
public record Checkpoint(long position, long effectiveAtMicros, ModelIdentity model, byte[] state) {
    private static final int VERSION = 1;

    /** Equal checkpoints give equal bytes: version, then the parts in the record's order, big-endian, UTF-8. */
    public byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(state.length + 160);
        try (DataOutputStream to = new DataOutputStream(bytes)) {
            to.writeByte(VERSION);
            to.writeLong(position);
            to.writeLong(effectiveAtMicros);
            to.writeUTF(model.modelVersion());
            to.writeUTF(model.parameterHash());
            to.writeUTF(model.catalogueVersion());
            to.writeInt(state.length);
            to.write(state);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** SHA-256 of {@link #toBytes()}, 32 bytes. */
    public byte[] digest() {
        return Sha256.of(toBytes());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Checkpoint that
                && position == that.position
                && effectiveAtMicros == that.effectiveAtMicros
                && model.equals(that.model)
                && Arrays.equals(state, that.state);
    }

    @Override
    public int hashCode() {
        return Objects.hash(position, effectiveAtMicros, model, Arrays.hashCode(state));
    }
}
