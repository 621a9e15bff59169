package dev.holdfast.query;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.query.model.ServingModel;
import dev.holdfast.timeline.AthleteFold;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;

/** What the packages are given rather than make. */
@ApplicationScoped
public class Wiring {
    @Produces
    @Singleton
    Clock clock() {
        return Clock.systemUTC();
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
