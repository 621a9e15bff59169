package dev.holdfast.query.rebuild;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.event.InvalidValueException;
import dev.holdfast.kit.work.ProcessEnd;
import dev.holdfast.model.Parameters;
import dev.holdfast.query.servingmodel.ServingModel;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rebuilds of this instance, one at a time. */
@ApplicationScoped
public class Rebuilds {
    private static final Logger LOG = LoggerFactory.getLogger(Rebuilds.class);

    private final AgroalDataSource reads;
    private final AgroalDataSource store;
    private final ServingModel model;
    private final Clock clock;
    private volatile @Nullable Rebuild last;

    public Rebuilds(
            @DataSource("rebuild") AgroalDataSource reads,
            @DataSource("store") AgroalDataSource store,
            ServingModel model,
            Clock clock,
            MeterRegistry metrics) {
        this.reads = reads;
        this.store = store;
        this.model = model;
        this.clock = clock;
        Gauge.builder("holdfast.rebuild.events.per.second", this, Rebuilds::eventsPerSecond)
                .description("events that a running rebuild folds a second; 0 while none runs")
                .register(metrics);
    }

    /** Where a rebuild stands. */
    public enum Status {
        RUNNING,
        DONE,
        ABORTED,
        FAILED
    }

    /** A rebuild of this instance. Written by its thread. */
    public static final class Rebuild {
        private final UUID id = UUID.randomUUID();
        private final RebuildOptions.Source source;
        private final Instant startedAt;
        private final String parametersBefore;
        private final String parameters;
        private final RebuildProgress progress = new RebuildProgress();
        private volatile @Nullable Instant endedAt;
        private volatile @Nullable RebuildReport report;
        private volatile @Nullable String failure;
        private volatile Status status = Status.RUNNING;

        private Rebuild(RebuildOptions.Source source, Instant startedAt, String parametersBefore, String parameters) {
            this.source = source;
            this.startedAt = startedAt;
            this.parametersBefore = parametersBefore;
            this.parameters = parameters;
        }

        public UUID id() {
            return id;
        }

        public RebuildOptions.Source source() {
            return source;
        }

        /** Hash of those that served when it began. */
        public String parametersBefore() {
            return parametersBefore;
        }

        /** Hash of those that serve when it is done. */
        public String parameters() {
            return parameters;
        }

        public Instant startedAt() {
            return startedAt;
        }

        public @Nullable Instant endedAt() {
            return endedAt;
        }

        public RebuildProgress progress() {
            return progress;
        }

        public @Nullable RebuildReport report() {
            return report;
        }

        public @Nullable String failure() {
            return failure;
        }

        public Status status() {
            return status;
        }
    }

    /**
     * Starts one.
     *
     * @throws InvalidValueException when timelines are asked for and other exercises make other doses
     * @param parameters null for those that serve now
     * @throws RebuildRunningException when one runs in this instance; one of another instance is met later, and fails it
     */
    public synchronized Rebuild start(RebuildOptions options, @Nullable Parameters parameters) {
        Rebuild before = last;
        if (before != null && before.status() == Status.RUNNING) {
            throw new RebuildRunningException("rebuild " + before.id() + " runs");
        }
        ServingModel.Current serving = model.current();
        String catalogue = serving.running().catalogueVersion();
        if (options.source() == RebuildOptions.Source.TIMELINE
                && !catalogue.equals(serving.stored().catalogueVersion())) {
            throw new InvalidValueException(
                    "from", "timeline", "give events: the timelines were written with another exercise catalogue");
        }
        Parameters wanted = parameters == null ? model.fold().parameters() : parameters;
        Rebuild started = new Rebuild(
                options.source(),
                clock.instant(),
                serving.stored().parameterHash(),
                ModelIdentity.of(model.foldOf(wanted)).parameterHash());
        last = started;
        LOG.info(
                "rebuild begins: id={}, from={}, parametersBefore={}, parameters={}",
                started.id(),
                options.source(),
                started.parametersBefore(),
                started.parameters());
        Thread.ofPlatform().name("rebuild").start(() -> run(started, options, wanted));
        return started;
    }

    /** The last one, null when this instance has run none. */
    public @Nullable Rebuild latest() {
        return last;
    }

    private void run(Rebuild rebuild, RebuildOptions options, Parameters parameters) {
        Status end = Status.FAILED;
        try {
            rebuild.report = new RebuildEngine(store, reads, model.foldOf(parameters), options).run(rebuild.progress());
            try (Connection connection = reads.getConnection()) {
                model.refresh(connection);
            }
            end = Status.DONE;
        } catch (CancellationException e) {
            end = Status.ABORTED;
        } catch (SQLException | IOException | RuntimeException e) {
            LOG.error("rebuild failed; the next one of the same parameters goes on from where it is", e);
            rebuild.failure = String.valueOf(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            rebuild.failure = "interrupted";
        } catch (Error e) {
            rebuild.failure = e.toString();
            ProcessEnd.endProcess("rebuild", e);
        } finally {
            rebuild.endedAt = clock.instant();
            rebuild.status = end;
            LOG.info("rebuild ends: id={}, status={}, report={}", rebuild.id(), end, rebuild.report);
        }
    }

    private double eventsPerSecond() {
        Rebuild running = last;
        return running == null || running.status() != Status.RUNNING
                ? 0
                : running.progress().eventsPerSecond();
    }
}
