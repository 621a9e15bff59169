package dev.holdfast.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EventTypeTest {
    @Test
    void everyEvent_isInTheCatalogueUnderItsOwnName() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::storedName))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(TrainingEvent.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList());
        assertThat(EventType.of(new TrainingEvent.TrainingPaused(false, null))).isEqualTo(EventType.TRAINING_PAUSED);
    }
}
