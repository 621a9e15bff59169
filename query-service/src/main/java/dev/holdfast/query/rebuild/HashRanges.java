package dev.holdfast.query.rebuild;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Rows by hash of their athlete, in memory as long as they fit and in a temporary file beyond that. So the store is read
 * once, in the order it lies in, whatever the number of ranges, and nothing is sorted but one athlete's events.
 *
 * <p>The file has no name once it is open: it is gone with the process, however that ends, and no erasure needs to find it.
 */
final class HashRanges implements AutoCloseable {
    private static final int PAGE_BYTES = 1 << 16;
    private static final int LENGTH_BYTES = 4;

    private final Range[] ranges;
    private final long memoryBytesMax;
    private final AtomicLong memoryBytes = new AtomicLong();
    private final FileChannel spilled;
    private final AtomicLong spilledBytes = new AtomicLong();

    HashRanges(int count, long memoryBytesMax) throws IOException {
        this.memoryBytesMax = memoryBytesMax;
        Path file = Files.createTempFile("holdfast-rebuild", "");
        this.spilled = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        Files.delete(file);
        ranges = new Range[count];
        for (int i = 0; i < count; i++) {
            ranges[i] = new Range();
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
        spilled.close();
    }

    private Block spill(Page page) throws IOException {
        Block block = new Block(spilledBytes.getAndAdd(page.length()), page.length());
        ByteBuffer bytes = ByteBuffer.wrap(page.bytes(), 0, page.length());
        while (bytes.hasRemaining()) {
            spilled.write(bytes, block.at() + bytes.position());
        }
        return block;
    }

    private Page read(Block block) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(block.length());
        while (bytes.hasRemaining()) {
            if (spilled.read(bytes, block.at() + bytes.position()) < 0) {
                throw new EOFException("the temporary file of a rebuild is too short: " + block);
            }
        }
        return new Page(bytes.array(), block.length());
    }

    /** A page in the file. */
    private record Block(long at, int length) {}

    private final class Range {
        private List<Page> full = new ArrayList<>();
        private final List<Block> blocks = new ArrayList<>();
        private byte[] page = {};
        private int length;

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
                for (Page each : full) {
                    blocks.add(spill(each));
                    memoryBytes.addAndGet(-each.bytes().length);
                }
                full = new ArrayList<>();
            }
        }

        synchronized List<Page> take() throws IOException {
            turn();
            List<Page> pages = new ArrayList<>();
            for (Block block : blocks) {
                pages.add(read(block));
            }
            blocks.clear();
            for (Page each : full) {
                pages.add(each);
                memoryBytes.addAndGet(-each.bytes().length);
            }
            full = new ArrayList<>();
            return pages;
        }
    }
}
