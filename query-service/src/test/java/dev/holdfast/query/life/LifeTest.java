package dev.holdfast.query.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.event.TrainingEvent;
import dev.holdfast.query.trajectory.Trajectory;
import dev.holdfast.timeline.AthleteFold;
import dev.holdfast.timeline.BodyAt;
import dev.holdfast.timeline.Timeline;
import dev.holdfast.timeline.TimelineChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifeTest {
    private static final AthleteFold FOLD = AthleteFold.standard();

    @Test
    void at_manyInstants_equalsOneByOne() {
        Life life = Lives.trainedThenPaused(26, 3);
        List<Instant> instants = Trajectory.everyStep(
                Lives.BEGIN.minus(Duration.ofDays(3)), Lives.BEGIN.plus(Duration.ofDays(400)), Duration.ofDays(5));

        List<BodyAt> together = life.at(instants, FOLD);

        for (int i = 0; i < instants.size(); i++) {
            assertThat(together.get(i)).isEqualTo(life.at(instants.get(i), FOLD));
        }
    }

    @Test
    void asKnownAt_beforeARetraction_stillHoldsTheSession() {
        Timeline timeline = Lives.timeline(8, 3);
        Instant learned = Lives.BEGIN.plus(Duration.ofDays(100));
        timeline.change(TimelineChange.of(
                Lives.recorded(
                        1_000,
                        Lives.BEGIN,
                        learned,
                        Lives.key(1_000),
                        new TrainingEvent.SessionRetracted(Lives.key(24))),
                ExerciseCatalogue.standard()));

        assertThat(Life.asKnownAt(timeline.entries(), learned.minusSeconds(1)).sessions())
                .hasSize(24);
        assertThat(Life.asKnownAt(timeline.entries(), learned).sessions()).hasSize(23);
        assertThat(Life.standing(timeline.entries()).sessions()).hasSize(23);
        assertThat(Life.asKnownAt(timeline.entries(), Lives.BEGIN).sessions()).isEmpty();
    }

    @Test
    void pauses_longGapAndOpenEnd_areInferred() {
        Timeline timeline = Lives.timeline(4, 3);
        Instant back = Lives.BEGIN.plus(Duration.ofDays(200));
        timeline.change(TimelineChange.of(
                Lives.recorded(50, back, Lives.key(50), Lives.session(3)), ExerciseCatalogue.standard()));
        Life life = Life.standing(timeline.entries());

        assertThat(life.pauses(back.plus(Duration.ofDays(1)), FOLD))
                .singleElement()
                .satisfies(pause -> {
                    assertThat(pause.inferred()).isTrue();
                    assertThat(pause.to()).isEqualTo(back);
                });
        assertThat(life.pauses(back.plus(Duration.ofDays(60)), FOLD))
                .hasSize(2)
                .last()
                .satisfies(pause -> assertThat(pause.to()).isNull());
    }

    @Test
    void trajectory_durableAndVolatileParts_addUp() {
        Life life = Lives.trainedThenPaused(26, 3);
        Instant now = Lives.BEGIN.plus(Duration.ofDays(300));
        List<Instant> instants = Trajectory.evenly(Lives.BEGIN, now.plus(Duration.ofDays(365)), 50, now);

        Trajectory trajectory = Trajectory.of(life, FOLD, null, null, instants, now);

        assertThat(instants).contains(now);
        assertThat(trajectory.movement()).isNotNull();
        assertThat(trajectory.points()).hasSize(51).allSatisfy(point -> {
            assertThat(point.latentExpression() + point.volatileExpression()).isEqualTo(point.expression());
            assertThat(point.nuclearSize() + point.volatileSize()).isEqualTo(point.fibreSize());
            assertThat(point.forecast()).isEqualTo(point.at().isAfter(now));
        });
    }
}
