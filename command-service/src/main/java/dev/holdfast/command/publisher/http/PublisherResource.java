package dev.holdfast.command.publisher.http;

import dev.holdfast.command.publisher.Publisher;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** How far the events have come on their way to Kafka. */
@Path("/v1/publisher")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Publisher")
public class PublisherResource {
    private final Publisher publisher;

    public PublisherResource(Publisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Of all tenants: positions are the store's.
     *
     * @param lagEvents stored, and not acknowledged by Kafka
     * @param lagSeconds how long the oldest of them waits; 0 when there is none
     */
    public record PublisherProgress(
            long headPosition,
            long publishedPosition,
            long lagEvents,
            double lagSeconds,
            List<PartitionProgress> partitions) {}

    /** @param position the last position published to it */
    public record PartitionProgress(int partition, long position) {}

    @GET
    @Operation(operationId = "getPublisherProgress", summary = "How far the events have come on their way to Kafka")
    public PublisherProgress progress() {
        Publisher.State state = publisher.state();
        return new PublisherProgress(
                state.lag().headPosition(),
                state.lag().publishedPosition(),
                state.lag().events(),
                state.lag().seconds(),
                state.partitions().entrySet().stream()
                        .map(entry -> new PartitionProgress(entry.getKey(), entry.getValue()))
                        .toList());
    }
}
