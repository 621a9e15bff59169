package dev.holdfast.query.rebuild;

import dev.holdfast.event.InvalidValueException;

/**
 * How to rebuild. None of it changes a byte of the result.
 *
 * @param source what is read
 * @param workers threads, each with a connection to what is read and one to what is written
 * @param restShare time that a worker rests for each unit of time at work; 0 for no rest
 * @param memoryBytesMax for events that wait for their athlete's turn; beyond it they wait in temporary files
 */
public record RebuildOptions(Source source, int workers, double restShare, long memoryBytesMax) {
    /** As many as the pools of rebuilds have connections for. */
    public static final int WORKERS_MAX = 12;

    /** What a rebuild reads. */
    public enum Source {
        /** The event store: everything is computed again. */
        EVENTS,
        /** The packed timelines: only the model runs again. The doses stay as the catalogue gave them. */
        TIMELINE
    }

    public RebuildOptions {
        if (workers < 1 || workers > WORKERS_MAX) {
            throw new InvalidValueException("workers", workers, "give a number from 1 to " + WORKERS_MAX);
        }
        if (!(restShare >= 0)) {
            throw new InvalidValueException("restShare", restShare, "give a number from 0");
        }
        if (memoryBytesMax < 1) {
            throw new InvalidValueException("memoryBytesMax", memoryBytesMax, "give a number above 0");
        }
    }

    /** A worker for each core, and a quarter of the heap. */
    public static RebuildOptions of(Source source) {
        return new RebuildOptions(
                source,
                Math.min(Runtime.getRuntime().availableProcessors(), WORKERS_MAX),
                0,
                Runtime.getRuntime().maxMemory() / 4);
    }

    /** A worker for every second core, at work for a third of the time, so that who reads meanwhile waits little. */
    public static RebuildOptions besideReaders(Source source) {
        RebuildOptions all = of(source);
        return new RebuildOptions(source, Math.max(1, all.workers / 2), 2, all.memoryBytesMax);
    }

    /** So many workers, without rest. */
    public RebuildOptions withWorkers(int number) {
        return new RebuildOptions(source, number, 0, memoryBytesMax);
    }
}
