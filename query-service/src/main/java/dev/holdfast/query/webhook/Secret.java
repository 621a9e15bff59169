package dev.holdfast.query.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What signs deliveries, as the Standard Webhooks specification has it (version 1 signatures, HMAC-SHA-256). */
public record Secret(byte[] bytes) {
    private static final int LENGTH = 32;
    private static final String PREFIX = "whsec_";
    private static final String ALGORITHM = "HmacSHA256";

    public static Secret random() {
        byte[] bytes = new byte[LENGTH];
        new SecureRandom().nextBytes(bytes);
        return new Secret(bytes);
    }

    /** As it is shown, once. */
    public String text() {
        return PREFIX + Base64.getEncoder().encodeToString(bytes);
    }

    /** {@code v1,} and the Base64 of HMAC-SHA-256 over {@code id.timestamp.body}. */
    String sign(String messageId, long timestampSeconds, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            byte[] signed = (messageId + "." + timestampSeconds + "." + body).getBytes(StandardCharsets.UTF_8);
            return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
