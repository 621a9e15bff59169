package dev.holdfast.query;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.kit.problem.KnownFailures;
import dev.holdfast.query.readstore.ReadsUnavailableException;
import dev.holdfast.query.servingmodel.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What the packages are given rather than make. */
@ApplicationScoped
public class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
    }

    @Produces
    @Singleton
    KnownFailures failures() {
        return failure -> failure instanceof SQLException ? new ReadsUnavailableException(failure) : null;
    }

    /** The exercises that come with Holdfast, and the operator's own where a file of them is set. */
    @Produces
    @Singleton
    ExerciseCatalogue catalogue(@ConfigProperty(name = "holdfast.catalogue.file") Optional<Path> own)
            throws IOException {
        ExerciseCatalogue standard = ExerciseCatalogue.standard();
        return own.isEmpty() ? standard : standard.with(Files.readString(own.get()));
    }

    /** As it is when asked for; whoever lives longer than a request asks {@link ServingModel}. */
    @Produces
    @Dependent
    AthleteFold fold(ServingModel model) {
        return model.fold();
    }

    @Produces
    @Dependent
    ModelIdentity model(ServingModel model) {
        return model.identity();
    }
}
