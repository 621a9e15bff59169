package dev.holdfast.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 without the look-up of its provider, which takes as long as the digest of a short key. */
public final class Sha256 {
    /** Never fed: each digest begins as a copy of it. */
    private static final MessageDigest EMPTY = provided();

    private Sha256() {}

    /** A digest that has seen nothing yet, the caller's own. */
    public static MessageDigest begin() {
        try {
            return (MessageDigest) EMPTY.clone();
        } catch (CloneNotSupportedException e) {
            return provided();
        }
    }

    /** 32 bytes. */
    public static byte[] of(byte[] bytes) {
        return begin().digest(bytes);
    }

    /** The digest of {@code text} in UTF-8, 64 hexadecimal digits. */
    public static String hex(String text) {
        return hex(text, EMPTY.getDigestLength());
    }

    /**
     * The digest of {@code text} in UTF-8.
     *
     * @param bytes how many of the first bytes are wanted, 1 to 32
     * @return hexadecimal digits, two for each byte
     */
    public static String hex(String text, int bytes) {
        return HexFormat.of().formatHex(of(text.getBytes(StandardCharsets.UTF_8)), 0, bytes);
    }

    private static MessageDigest provided() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
