package dev.holdfast.kit.work;

import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.LoggerFactory;

/**
 * What is done about an {@link Error}: a process that has met one is in no known state, so it ends, and whoever supervises
 * it starts it anew. Orderly shutdown is left out, since it may wait for the very thread that is gone.
 */
@FunctionalInterface
public interface ProcessEnd {
    /** EX_SOFTWARE of sysexits.h: an internal error, not a signal and not a refusal to start. */
    int EXIT_CODE = 70;

    /** Says why, and halts. */
    ProcessEnd HALT = (thread, cause) -> {
        try {
            LoggerFactory.getLogger(ProcessEnd.class)
                    .error("the process ends: thread={}, exitCode={}", thread, EXIT_CODE, cause);
        } finally {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    };

    /** @param thread the name of the one that cannot go on */
    void end(String thread, Throwable cause);

    /** Ends the process in the way that is set. */
    static void endProcess(String thread, Throwable cause) {
        Setting.CURRENT.get().end(thread, cause);
    }

    /** Sets what is done instead of halting, for tests of how a service loses a thread; gives back what was set before. */
    static ProcessEnd replace(ProcessEnd other) {
        return Setting.CURRENT.getAndSet(other);
    }

    /** There is one process, so there is one setting. */
    final class Setting {
        private static final AtomicReference<ProcessEnd> CURRENT = new AtomicReference<>(HALT);

        private Setting() {}
    }
}
