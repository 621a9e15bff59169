package dev.holdfast.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads fields of protobuf from bytes in memory. Half of what a replay does with a session are its numbers of one
 * byte, and those are read in line. Bytes that end early or run on are refused, never guessed.
 */
final class FieldReader {
    private static final VarHandle DOUBLES =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private int next;
    private int end;

    FieldReader(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** Whether all up to the end, or to that of the opened field, is read. */
    boolean isAtEnd() {
        return next == end;
    }

    /** Number and wire type of the next field, 0 at the end. */
    int tag() {
        return isAtEnd() ? 0 : int32();
    }

    /** The end is that of the field that begins here, until it is closed; returns the one that was. */
    int open() {
        int length = int32();
        if (length < 0 || length > end - next) {
            throw endsEarly();
        }
        int outer = end;
        end = next + length;
        return outer;
    }

    /** @param outer what {@link #open} returned */
    void close(int outer) {
        if (!isAtEnd()) {
            throw new IllegalArgumentException("field runs on: read=" + next + ", end=" + end);
        }
        end = outer;
    }

    /** As protobuf has it, a longer number is cut off. */
    int int32() {
        return (int) int64();
    }

    /** Zigzag, so that small negative numbers are short too. */
    int sint32() {
        int value = int32();
        return value >>> 1 ^ -(value & 1);
    }

    long int64() {
        if (next < end && bytes[next] >= 0) {
            return bytes[next++];
        }
        return longer();
    }

    private long longer() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE && next < end; shift += 7) {
            byte octet = bytes[next++];
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        throw endsEarly();
    }

    double real() {
        if (end - next < Double.BYTES) {
            throw endsEarly();
        }
        next += Double.BYTES;
        return (double) DOUBLES.get(bytes, next - Double.BYTES);
    }

    /** All of the field that begins here. */
    byte[] octets() {
        int outer = open();
        byte[] octets = Arrays.copyOfRange(bytes, next, end);
        next = end;
        end = outer;
        return octets;
    }

    private IllegalArgumentException endsEarly() {
        return new IllegalArgumentException("number or field ends early: read=" + next + ", end=" + end);
    }
}
