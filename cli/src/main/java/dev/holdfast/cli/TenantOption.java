package dev.holdfast.cli;

import picocli.CommandLine.Option;

/** The tenant of those commands that speak to the services. */
final class TenantOption {
    static final String DEMO = "demo-gym";

    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "The gym chain or study, ${DEFAULT-VALUE} by default.")
    String tenant = DEMO;
}
