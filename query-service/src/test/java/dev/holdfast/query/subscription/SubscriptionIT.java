package dev.holdfast.query.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.query.AsyncApi;
import dev.holdfast.query.FollowedStream;
import dev.holdfast.query.FollowedStream.Frame;
import dev.holdfast.query.SeededGym;
import dev.holdfast.query.Servers;
import dev.holdfast.query.projection.PartitionProjector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Server-sent events as a follower reads them, over HTTP. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@Timeout(60)
@SuppressWarnings("NullAway.Init")
class SubscriptionIT {
    private static final String TENANT = "followed";
    private static final int ATHLETES = 12;

    @TestHTTPResource
    URI service;

    @Inject
    PartitionProjector projector;

    @Test
    void lastEventId_goesOnBehindIt_withNothingMissingAndNothingTwice() throws Exception {
        List<Frame> whole;
        try (FollowedStream stream = open(null)) {
            assertThat(stream.next().event()).isEqualTo("open");
            pauseAthletes("a");
            whole = stream.next(ATHLETES);
        }
        assertThat(whole).extracting(Frame::event).containsOnly("state");
        assertThat(whole.stream().map(Frame::id).toList()).isSorted().doesNotHaveDuplicates();
        assertThat(whole.stream().map(Frame::data).toList()).doesNotHaveDuplicates();
        JsonPath state = JsonPath.from(whole.getFirst().data());
        assertThat(AsyncApi.properties("/components/schemas/state"))
                .containsAll(
                        state.getMap("").keySet().stream().map(String::valueOf).toList());
        assertThat(state.getMap("").keySet().stream().map(String::valueOf))
                .containsAll(AsyncApi.texts("/components/schemas/state/required"));
        // Nobody follows while these happen.
        pauseAthletes("b");
        List<Frame> missed;
        try (FollowedStream stream = open(whole.getLast().id())) {
            missed = stream.next(ATHLETES);
        }
        assertThat(missed.getFirst().id()).isGreaterThan(whole.getLast().id());
        for (int seen = 0; seen < ATHLETES; seen += 5) {
            List<Frame> expected = new ArrayList<>(whole.subList(seen + 1, ATHLETES));
            expected.addAll(missed);
            try (FollowedStream stream = open(whole.get(seen).id())) {
                assertThat(stream.next(expected.size())).isEqualTo(expected);
            }
        }
    }

    @Test
    void lastEventId_thatWasNeverGiven_beginsAnewAndSaysSo() throws Exception {
        pauseAthletes("c");
        try (FollowedStream stream = open(Long.MAX_VALUE)) {
            Frame first = stream.next();
            assertThat(first.event()).isEqualTo("open");
            pauseAthletes("d");
            assertThat(stream.next().id()).isGreaterThan(first.id());
        }
    }

    /** One change for each of a dozen athletes whose ids begin so. */
    private void pauseAthletes(String begin) throws SQLException {
        SeededGym gym = new SeededGym(TENANT);
        for (int athlete = 0; athlete < ATHLETES; athlete++) {
            gym.paused(begin + athlete, Instant.parse("2025-01-01T18:00:00Z"));
        }
        gym.project(projector);
    }

    private FollowedStream open(@Nullable Long lastEventId) throws IOException, InterruptedException {
        return FollowedStream.open(service, TENANT, lastEventId);
    }
}
