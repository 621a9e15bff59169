package dev.holdfast.deploy.standalone;

import java.io.IOException;
import java.nio.file.Path;

/** One server process under supervision. Called by one thread at a time, save for {@link #stop}. */
interface Server {
    String name();

    /** Where it writes what it has to say. */
    Path log();

    /** Starts the process; it need not answer yet. */
    ProcessHandle launch() throws IOException, InterruptedException;

    /** Whether it answers now. */
    boolean ready();

    /** Asks it to end, waits, and at last forces it. */
    void stop(ProcessHandle process) throws IOException, InterruptedException;
}
