package dev.holdfast.bench.codec;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.holdfast.event.TrainingEvent.SessionLogged;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The facts as named fields, as text or as CBOR. Fields that are not given are left out. */
public final class JacksonCodec implements PayloadCodec {
    private static final int OFFSET_SECONDS = 3_600;

    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JacksonCodec(ObjectMapper mapper) {
        mapper.setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
        writer = mapper.writerFor(Payload.class);
        reader = mapper.readerFor(Payload.class);
    }

    public static JacksonCodec json() {
        return new JacksonCodec(new JsonMapper());
    }

    static JacksonCodec cbor() {
        return new JacksonCodec(new CBORMapper());
    }

    @Override
    public byte[] encode(SessionLogged session) {
        try {
            return writer.writeValueAsBytes(new Payload(OFFSET_SECONDS, session));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public SessionLogged decode(byte[] bytes) {
        try {
            return reader.<Payload>readValue(bytes).sessionLogged();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    record Payload(int utcOffsetSeconds, SessionLogged sessionLogged) {}
}
