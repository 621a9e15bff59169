package dev.holdfast.deploy.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The standalone system as its user meets it: started, used, stopped, started again, and mishandled. */
class StandaloneIT {
    private static final String SERVERS_ONLY = "-Dholdfast.services=none";
    private static final String TENANT = "iron-works";
    private static final Duration WAIT_MAX = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void stop_leavesNoProcess_andRestartKeepsTheData() throws IOException, InterruptedException {
        Path file = GeneratedHistory.write(folder.resolve("events.ndjson"), 2, 50, 3);
        Map<String, String> ports = RunningSystem.freePorts();
        String before;
        List<ProcessHandle> processes;
        try (RunningSystem system = RunningSystem.start(folder.resolve("data"), ports)) {
            HttpResponse<String> answer = system.importEvents(TENANT, file);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            system.awaitProjection(TENANT, WAIT_MAX);
            before = system.query(TENANT, "/v1/athletes/athlete-000/state?at=2018-06-01T00:00:00Z")
                    .toString();
            Path out = folder.resolve("state.txt");
            assertThat(system.holdfast(out, "state", "athlete-000", "--tenant", TENANT))
                    .as(Files.readString(out))
                    .isZero();
            assertThat(Files.readString(out)).contains("athlete-000", "strength against untrained");
            assertThat(said(system, "events", "athlete-000", "--tenant", TENANT).lines())
                    .isNotEmpty()
                    .allMatch(line -> line.startsWith("{"));
            assertThat(said(system, "verify-store")).contains("the store is sound");
            assertThat(said(system, "verify-states", "--all")).contains("0 differ");
            assertThat(said(system, "rebuild")).contains("0 of them differ");
            assertThat(said(system, "rebuild", "--from", "timeline")).contains("0 of them differ");
            processes = system.processes();
            assertThat(processes.size()).isGreaterThanOrEqualTo(5);
            assertThat(system.stop()).as(system.output()).isZero();
        }
        assertThat(processes).noneMatch(ProcessHandle::isAlive);

        try (RunningSystem system = RunningSystem.start(folder.resolve("data"), ports)) {
            system.awaitProjection(TENANT, WAIT_MAX);
            assertThat(system.query(TENANT, "/v1/athletes/athlete-000/state?at=2018-06-01T00:00:00Z")
                            .toString())
                    .isEqualTo(before);
            Path out = folder.resolve("again.txt");
            assertThat(system.holdfast(out, "import", file.toString(), "--tenant", TENANT))
                    .as(Files.readString(out))
                    .isZero();
            assertThat(Files.readString(out)).contains("nothing new");
            assertThat(system.stop()).isZero();
        }
    }

    /** What a command prints that ends well. */
    private String said(RunningSystem system, String... command) throws IOException, InterruptedException {
        Path out = folder.resolve(command[0] + ".txt");
        assertThat(system.holdfast(out, command)).as(Files.readString(out)).isZero();
        return Files.readString(out);
    }

    @Test
    void killedServersComeBack_andAKilledSupervisorLeavesNothingToTheNextStart()
            throws IOException, InterruptedException {
        Map<String, String> ports = RunningSystem.freePorts();
        List<ProcessHandle> orphans;
        try (RunningSystem system = RunningSystem.start(folder.resolve("data"), ports, SERVERS_ONLY)) {
            for (String name : List.of(RunningSystem.POSTGRES, RunningSystem.KAFKA)) {
                long killed = system.server(name).pid();
                system.kill(name);
                await(name)
                        .atMost(WAIT_MAX)
                        .ignoreExceptions()
                        .until(() -> system.server(name).pid() != killed
                                && system.output()
                                                .lines()
                                                .filter(line -> line.contains(name + " is ready"))
                                                .count()
                                        == 2);
            }
            orphans = List.of(system.server(RunningSystem.POSTGRES), system.server(RunningSystem.KAFKA));
            system.killSupervisor();
        }
        assertThat(orphans).allMatch(ProcessHandle::isAlive);
        try (RunningSystem system = RunningSystem.start(folder.resolve("data"), ports, SERVERS_ONLY)) {
            assertThat(orphans).noneMatch(ProcessHandle::isAlive);
            assertThat(system.output()).contains("left by an earlier run");

            RunningSystem second = RunningSystem.launch(folder.resolve("data"), ports, SERVERS_ONLY);
            assertThat(second.awaitExit()).isEqualTo(5);
            assertThat(second.output()).contains("in use by a running Holdfast", "pid=" + system.pid());
            assertThat(system.stop()).isZero();
        }
    }

    @Test
    void aDataFolderThatCannotBeUsed_isNamedWithTheRemedy() throws IOException, InterruptedException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Path file = Files.writeString(data.resolve("run"), "");
        try (RunningSystem system = RunningSystem.launch(data, RunningSystem.freePorts(), SERVERS_ONLY)) {
            assertThat(system.awaitExit()).isEqualTo(1);
            assertThat(system.output())
                    .contains("cannot use the data folder: " + file + " is a file", "set HOLDFAST_DATA")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aTakenPort_isNamedWithItsVariable() throws IOException, InterruptedException {
        Map<String, String> ports = RunningSystem.freePorts();
        int taken = Integer.parseInt(String.valueOf(ports.get("HOLDFAST_PG_PORT")));
        try (ServerSocket ignored = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress());
                RunningSystem system = RunningSystem.launch(folder.resolve("data"), ports, SERVERS_ONLY)) {
            assertThat(system.awaitExit()).isEqualTo(5);
            assertThat(system.output()).contains("port " + taken + " is taken", "HOLDFAST_PG_PORT=" + taken);
        }
    }
}
