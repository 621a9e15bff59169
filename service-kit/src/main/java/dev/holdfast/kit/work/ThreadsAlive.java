package dev.holdfast.kit.work;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/**
 * Down as soon as a thread of the process is gone. One that fails and tries again is shown, and is no reason to start the
 * process anew.
 */
@Liveness
@ApplicationScoped
public class ThreadsAlive implements HealthCheck {
    @Override
    public HealthCheckResponse call() {
        boolean up = true;
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("threads");
        for (SupervisedThread.Status each : SupervisedThread.all()) {
            up &= each.alive();
            answer.withData(each.name(), text(each));
        }
        return answer.status(up).build();
    }

    private static String text(SupervisedThread.Status of) {
        if (!of.alive()) {
            return "gone: " + of.doing() + "; last progress " + of.progressedAt();
        }
        return of.failingSince() == null
                ? "last progress " + of.progressedAt()
                : "fails since " + of.failingSince() + ": " + of.doing() + ": " + of.failure();
    }
}
