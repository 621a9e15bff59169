package dev.holdfast.command.imports.format;

import dev.holdfast.event.InvalidValueException;

/** What the first bytes of a file show before anything is read from it. */
final class FileStart {
    private static final String UTF_8_REMEDY = "save the file as UTF-8 text and send it again";

    /** Where a text has no business having a zero byte. */
    private static final int LOOK_FOR_ZERO_BYTES = 1_024;

    private FileStart() {}

    /**
     * @return how many bytes come before the text: 3 with a UTF-8 byte order mark, else 0
     * @throws InvalidValueException when the file cannot be a text in UTF-8
     */
    static int skip(byte[] bytes, int length) {
        if (begins(bytes, length, 0xEF, 0xBB, 0xBF)) {
            refuseBlank(bytes, 3, length);
            return 3;
        }
        if (begins(bytes, length, 0xFF, 0xFE) || begins(bytes, length, 0xFE, 0xFF)) {
            throw new InvalidValueException("body", "a UTF-16 byte order mark", UTF_8_REMEDY);
        }
        if (begins(bytes, length, 0x1F, 0x8B) || begins(bytes, length, 'P', 'K', 3, 4)) {
            throw new InvalidValueException("body", "a compressed file", "unpack it and send the text file in it");
        }
        for (int i = 0; i < Math.min(length, LOOK_FOR_ZERO_BYTES); i++) {
            if (bytes[i] == 0) {
                throw new InvalidValueException("body", "a zero byte at " + i, UTF_8_REMEDY);
            }
        }
        refuseBlank(bytes, 0, length);
        return 0;
    }

    private static void refuseBlank(byte[] bytes, int from, int length) {
        for (int i = from; i < length; i++) {
            if (bytes[i] > ' ' || bytes[i] < 0) {
                return;
            }
        }
        throw new InvalidValueException("body", "an empty file", "send the export with its heading and rows");
    }

    private static boolean begins(byte[] bytes, int length, int... mark) {
        if (length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
