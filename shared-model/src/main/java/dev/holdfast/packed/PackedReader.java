package dev.holdfast.packed;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads what {@link PackedWriter} wrote. Bytes that end early or run on are refused, never guessed. */
public final class PackedReader {
    /** Eight bytes at once, highest first. */
    static final VarHandle FIXED64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Four bytes at once, highest first. */
    static final VarHandle FIXED32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final byte[] bytes;
    private int next;

    public PackedReader(byte[] bytes) {
        this.bytes = bytes;
    }

    public int octet() {
        require(1);
        return bytes[next++] & 0xFF;
    }

    public long unsigned() {
        // Most numbers are small; alone, their case is small enough to go into every caller.
        return next < bytes.length && bytes[next] >= 0 ? bytes[next++] : longer();
    }

    private long longer() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int octet = octet();
            value |= (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new IllegalArgumentException("number too long at byte " + next);
    }

    public long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    /** An unsigned number from 0 to {@code max}: counts are checked before anything is sized by them. */
    public int count(int max) {
        long value = unsigned();
        if (value < 0 || value > max) {
            throw new IllegalArgumentException("count out of range at byte " + next + ": " + value + " > " + max);
        }
        return (int) value;
    }

    public long fixed64() {
        require(Long.BYTES);
        next += Long.BYTES;
        return (long) FIXED64.get(bytes, next - Long.BYTES);
    }

    public int fixed32() {
        require(Integer.BYTES);
        next += Integer.BYTES;
        return (int) FIXED32.get(bytes, next - Integer.BYTES);
    }

    public double real() {
        return Double.longBitsToDouble(fixed64());
    }

    public String text() {
        int length = count(bytes.length);
        require(length);
        next += length;
        return new String(bytes, next - length, length, StandardCharsets.UTF_8);
    }

    public void end() {
        if (next != bytes.length) {
            throw new IllegalArgumentException("bytes run on: read=" + next + ", length=" + bytes.length);
        }
    }

    private void require(int more) {
        if (bytes.length - next < more) {
            throw new IllegalArgumentException("bytes end early: length=" + bytes.length);
        }
    }
}
