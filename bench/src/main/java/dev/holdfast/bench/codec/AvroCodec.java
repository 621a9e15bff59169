package dev.holdfast.bench.codec;

import dev.holdfast.event.LoggedSet;
import dev.holdfast.event.PerformedExercise;
import dev.holdfast.event.SetKind;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary encoding without a header, numbers in whole units as in our own payload. A reader must get the writer's
 * schema from somewhere else; here both are the same.
 */
final class AvroCodec implements PayloadCodec {
    private static final Schema SCHEMA = new Schema.Parser().parse("""
            {"type":"record","name":"Payload","fields":[
              {"name":"utcOffsetSeconds","type":"int"},
              {"name":"exercises","type":{"type":"array","items":{"type":"record","name":"Exercise","fields":[
                {"name":"name","type":"string"},
                {"name":"sets","type":{"type":"array","items":{"type":"record","name":"LoggedSet","fields":[
                  {"name":"kind","type":"int"},
                  {"name":"loadGrams","type":["null","long"]},
                  {"name":"reps","type":["null","int"]},
                  {"name":"rpeTenths","type":["null","int"]},
                  {"name":"repsInReserveTenths","type":["null","int"]},
                  {"name":"durationMillis","type":["null","long"]},
                  {"name":"distanceMillimeters","type":["null","long"]}]}}}]}}},
              {"name":"durationMinutes","type":["null","double"]},
              {"name":"sessionRpe","type":["null","double"]},
              {"name":"trimp","type":["null","double"]}]}""");
    private static final Schema EXERCISE = SCHEMA.getField("exercises").schema().getElementType();
    private static final Schema SET = EXERCISE.getField("sets").schema().getElementType();

    private static final SetKind[] KINDS = SetKind.values();
    private static final int OFFSET_SECONDS = 3_600;

    private final GenericDatumWriter<GenericRecord> writer = new GenericDatumWriter<>(SCHEMA);
    private final GenericDatumReader<GenericRecord> reader = new GenericDatumReader<>(SCHEMA);

    @Override
    public byte[] encode(SessionLogged session) {
        GenericData.Record payload = new GenericData.Record(SCHEMA);
        payload.put("utcOffsetSeconds", OFFSET_SECONDS);
        payload.put(
                "exercises",
                session.exercises().stream().map(AvroCodec::exercise).toList());
        payload.put("durationMinutes", session.durationMinutes());
        payload.put("sessionRpe", session.sessionRpe());
        payload.put("trimp", session.trimp());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try {
            var encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
            writer.write(payload, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @Override
    public SessionLogged decode(byte[] bytes) {
        GenericRecord payload;
        try {
            payload = reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<PerformedExercise> exercises = new ArrayList<>();
        for (Object exercise : (List<?>) payload.get("exercises")) {
            GenericRecord from = (GenericRecord) exercise;
            List<LoggedSet> sets = new ArrayList<>();
            for (Object set : (List<?>) from.get("sets")) {
                sets.add(set((GenericRecord) set));
            }
            exercises.add(new PerformedExercise(from.get("name").toString(), sets));
        }
        return new SessionLogged(
                exercises, (Double) payload.get("durationMinutes"), (Double) payload.get("sessionRpe"), (Double)
                        payload.get("trimp"));
    }

    private static GenericRecord exercise(PerformedExercise from) {
        GenericData.Record to = new GenericData.Record(EXERCISE);
        to.put("name", from.name());
        to.put("sets", from.sets().stream().map(AvroCodec::set).toList());
        return to;
    }

    private static GenericRecord set(LoggedSet from) {
        GenericData.Record to = new GenericData.Record(SET);
        to.put("kind", from.kind().ordinal());
        to.put("loadGrams", whole(from.loadKg(), 1_000));
        to.put("reps", from.reps());
        to.put("rpeTenths", wholeInt(from.rpe(), 10));
        to.put("repsInReserveTenths", wholeInt(from.repsInReserve(), 10));
        to.put("durationMillis", whole(from.durationSeconds(), 1_000));
        to.put("distanceMillimeters", whole(from.distanceMeters(), 1_000));
        return to;
    }

    private static LoggedSet set(GenericRecord from) {
        return new LoggedSet(
                KINDS[(Integer) from.get("kind")],
                part(from.get("loadGrams"), 1_000),
                (Integer) from.get("reps"),
                part(from.get("rpeTenths"), 10),
                part(from.get("repsInReserveTenths"), 10),
                part(from.get("durationMillis"), 1_000),
                part(from.get("distanceMillimeters"), 1_000));
    }

    private static @Nullable Long whole(@Nullable Double value, int perUnit) {
        return value == null ? null : Math.round(value * perUnit);
    }

    private static @Nullable Integer wholeInt(@Nullable Double value, int perUnit) {
        return value == null ? null : (int) Math.round(value * perUnit);
    }

    private static @Nullable Double part(@Nullable Object value, int perUnit) {
        return value == null ? null : ((Number) value).doubleValue() / perUnit;
    }
}
