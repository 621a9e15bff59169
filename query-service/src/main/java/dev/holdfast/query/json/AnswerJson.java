package dev.holdfast.query.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.BeanPropertyWriter;
import com.fasterxml.jackson.databind.ser.BeanSerializerModifier;
import com.fasterxml.jackson.databind.ser.std.StdScalarSerializer;
import dev.holdfast.wire.UtcInstant;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.time.Instant;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * JSON of answers. A record's components say which fields it has; numbers have the decimals of {@link Decimals}, instants
 * are RFC 3339. Numbers and instants are most of an answer, so they go past the general ways of the JSON library, which
 * box the ones and format the others slowly.
 */
@Singleton
public class AnswerJson implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        mapper.registerModule(module());
    }

    @Override
    public int priority() {
        return MINIMUM_PRIORITY; // Last, so that the serializers of this module win.
    }

    /** For a mapper that Quarkus does not make. */
    public static SimpleModule module() {
        return new SimpleModule("answers")
                .addSerializer(double.class, new NumberSerializer())
                .addSerializer(Double.class, new NumberSerializer())
                .addSerializer(Instant.class, new InstantSerializer())
                .setSerializerModifier(new RecordNumbers());
    }

    private static final class NumberSerializer extends StdScalarSerializer<Double> {
        private static final long serialVersionUID = 1;

        NumberSerializer() {
            super(Double.class);
        }

        @Override
        public void serialize(Double number, JsonGenerator to, SerializerProvider provider) throws IOException {
            Decimals.write(number, to);
        }
    }

    private static final class InstantSerializer extends StdScalarSerializer<Instant> {
        private static final long serialVersionUID = 1;

        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant instant, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeString(UtcInstant.text(instant));
        }
    }

    private static final class RecordNumbers extends BeanSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(
                SerializationConfig config, BeanDescription type, List<BeanPropertyWriter> fields) {
            if (type.getBeanClass().isRecord()) {
                fields.replaceAll(field -> field.getMember().getAnnotated() instanceof Method accessor
                                && accessor.getReturnType() == double.class
                        ? new NumberField(field, getter(accessor))
                        : field);
            }
            return fields;
        }
    }

    /** A field of type double, which is never null. */
    private static final class NumberField extends BeanPropertyWriter {
        private static final long serialVersionUID = 1;

        private final transient ToDoubleFunction<Object> getter;

        NumberField(BeanPropertyWriter field, ToDoubleFunction<Object> getter) {
            super(field);
            this.getter = getter;
        }

        @Override
        public void serializeAsField(Object from, JsonGenerator to, SerializerProvider provider) throws IOException {
            to.writeFieldName(_name);
            Decimals.write(getter.applyAsDouble(from), to);
        }
    }

    @SuppressWarnings("unchecked")
    private static ToDoubleFunction<Object> getter(Method accessor) {
        try {
            MethodHandles.Lookup lookup =
                    MethodHandles.privateLookupIn(accessor.getDeclaringClass(), MethodHandles.lookup());
            MethodHandle handle = lookup.unreflect(accessor);
            return (ToDoubleFunction<Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "applyAsDouble",
                            MethodType.methodType(ToDoubleFunction.class),
                            MethodType.methodType(double.class, Object.class),
                            handle,
                            handle.type())
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("a record's accessor only returns: accessor=" + accessor, e);
        }
    }
}
