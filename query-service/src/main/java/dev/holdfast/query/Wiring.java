package dev.holdfast.query;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.timeline.AthleteFold;
import jakarta.enterprise.context.ApplicationScoped;
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

    @Produces
    @Singleton
    AthleteFold fold() {
        return AthleteFold.standard();
    }

    @Produces
    @Singleton
    ModelIdentity model(AthleteFold fold) {
        return ModelIdentity.of(fold);
    }
}
