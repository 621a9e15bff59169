package dev.holdfast.deploy.standalone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One supervisor a data folder. The operating system holds the lock, so it ends with the process however that ends; the
 * note beside it only tells a second start whom it has met.
 */
final class DataLock implements AutoCloseable {
    private final FileChannel channel;
    private final Path note;

    private DataLock(FileChannel channel, Path note) {
        this.channel = channel;
        this.note = note;
    }

    static DataLock take(Settings settings) throws IOException, StartException {
        Files.createDirectories(settings.run());
        Path note = settings.run().resolve("standalone.txt");
        FileChannel channel = FileChannel.open(
                settings.run().resolve("standalone.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            String holder = Files.exists(note) ? Files.readString(note).strip() : "unknown";
            throw new StartException("cannot start: data=" + settings.data() + " is in use by a running Holdfast ("
                    + holder + "): use that one, stop it, or set HOLDFAST_DATA to another folder");
        }
        Files.writeString(
                note,
                "pid=" + ProcessHandle.current().pid() + ", commands " + settings.commandUrl() + ", queries "
                        + settings.queryUrl() + "\n");
        return new DataLock(channel, note);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(note);
        channel.close();
    }
}
