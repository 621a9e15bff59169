package dev.holdfast.cli.http;

import picocli.CommandLine.Option;

/** The tenant of those commands that are about one. */
public final class TenantOption {
    @Option(
            names = "--tenant",
            paramLabel = "TENANT",
            description = "The gym chain or study, ${DEFAULT-VALUE} by default.")
    private String tenant = "demo-gym";

    public String tenant() {
        return tenant;
    }
}
