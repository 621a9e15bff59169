package dev.holdfast.packed;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows an array of bytes by numbers in as few bytes as they need. */
public final class PackedWriter {
    private byte[] bytes = new byte[512];
    private int length;

    public void octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Seven bits a byte, lowest first; small positive numbers are short. */
    public void unsigned(long value) {
        reserve(10);
        byte[] to = bytes;
        int at = length;
        while ((value & ~0x7FL) != 0) {
            to[at++] = (byte) (value | 0x80);
            value >>>= 7;
        }
        to[at++] = (byte) value;
        length = at;
    }

    /** Zigzag, so that small negative numbers are short too. */
    public void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    public void fixed64(long value) {
        reserve(Long.BYTES);
        PackedReader.FIXED64.set(bytes, length, value);
        length += Long.BYTES;
    }

    public void fixed32(int value) {
        reserve(Integer.BYTES);
        PackedReader.FIXED32.set(bytes, length, value);
        length += Integer.BYTES;
    }

    public void real(double value) {
        fixed64(Double.doubleToRawLongBits(value));
    }

    public void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
