package dev.holdfast.query.rebuild;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows by hash of their athlete, in memory as long as they fit and in temporary files beyond that. So the store is read
 * once, in the order it lies in, whatever the number of ranges, and nothing is sorted but one athlete's events.
 */
final class HashRanges implements AutoCloseable {
    private static final int PAGE_BYTES = 1 << 16;
    private static final int LENGTH_BYTES = 4;

    private final Range[] ranges;
    private final long memoryBytesMax;
    private final AtomicLong memoryBytes = new AtomicLong();
    private final Path folder;

    HashRanges(int count, long memoryBytesMax) throws IOException {
        this.memoryBytesMax = memoryBytesMax;
        this.folder = Files.createTempDirectory("holdfast-rebuild");
        ranges = new Range[count];
        for (int i = 0; i < count; i++) {
            ranges[i] = new Range(folder.resolve(Integer.toString(i)));
        }
    }

    /** Keeps {@code length} bytes of a row. Any thread may. */
    void add(int range, byte[] row, int at, int length) throws IOException {
        ranges[range].add(row, at, length);
    }

    /** Pages with rows, each as its length in four bytes and itself; the range is empty afterwards. */
    List<Page> take(int range) throws IOException {
        return ranges[range].take();
    }

    /** @param length how much of {@code bytes} is filled */
    @SuppressWarnings("ArrayRecordComponent") // Carried, never compared.
    record Page(byte[] bytes, int length) {}

    @Override
    public void close() throws IOException {
        for (Range range : ranges) {
            Files.deleteIfExists(range.file);
        }
        Files.deleteIfExists(folder);
    }

    private final class Range {
        private final Path file;
        private List<Page> full = new ArrayList<>();
        private byte[] page = {};
        private int length;
        private boolean spilled;

        Range(Path file) {
            this.file = file;
        }

        synchronized void add(byte[] row, int at, int rowLength) throws IOException {
            int needed = rowLength + LENGTH_BYTES;
            if (page.length - length < needed) {
                turn();
                page = new byte[Math.max(PAGE_BYTES, needed)];
                memoryBytes.addAndGet(page.length);
            }
            page[length] = (byte) (rowLength >>> 24);
            page[length + 1] = (byte) (rowLength >>> 16);
            page[length + 2] = (byte) (rowLength >>> 8);
            page[length + 3] = (byte) rowLength;
            System.arraycopy(row, at, page, length + LENGTH_BYTES, rowLength);
            length += needed;
        }

        private void turn() throws IOException {
            if (length > 0) {
                full.add(new Page(page, length));
            }
            length = 0;
            page = new byte[0];
            if (memoryBytes.get() > memoryBytesMax && !full.isEmpty()) {
                try (OutputStream to =
                        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                    for (Page each : full) {
                        to.write(each.bytes(), 0, each.length());
                        memoryBytes.addAndGet(-each.bytes().length);
                    }
                }
                full = new ArrayList<>();
                spilled = true;
            }
        }

        synchronized List<Page> take() throws IOException {
            turn();
            List<Page> pages = full;
            full = new ArrayList<>();
            for (Page each : pages) {
                memoryBytes.addAndGet(-each.bytes().length);
            }
            if (spilled) {
                byte[] before = Files.readAllBytes(file);
                Files.delete(file);
                pages.addFirst(new Page(before, before.length));
            }
            return pages;
        }
    }
}
