package dev.holdfast.kit.http;

import dev.holdfast.kit.problem.Problem;
import dev.holdfast.kit.tenancy.Tenant;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.RecordComponentInfo;
import org.jspecify.annotations.Nullable;

/** What all operations have in common, said once: the tenant, how it refuses, and which fields are always there. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class ApiDocument implements OASFilter {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
    private static final String PROBLEM = "Problem";

    private final IndexView index;

    public ApiDocument(IndexView index) {
        this.index = index;
    }

    @Override
    public @Nullable Parameter filterParameter(Parameter parameter) {
        if (Tenant.HEADER.equals(parameter.getName())) {
            parameter
                    .description("the gym chain or study whose athletes are meant")
                    .required(true)
                    .example("iron-works");
        }
        return parameter;
    }

    @Override
    public @Nullable Operation filterOperation(Operation operation) {
        operation
                .getResponses()
                .addAPIResponse(
                        "default",
                        OASFactory.createAPIResponse()
                                .description("Refused or failed: what is wrong and the remedy (RFC 9457)")
                                .content(OASFactory.createContent()
                                        .addMediaType(
                                                Problem.MEDIA_TYPE,
                                                OASFactory.createMediaType()
                                                        .schema(OASFactory.createSchema()
                                                                .ref(PROBLEM)))));
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(PROBLEM, problem());
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        for (ClassInfo type : index.getKnownClasses()) {
            Schema schema = schemas.get(name(type));
            if (type.isRecord() && schema != null && isOf(schema, type)) {
                schema.required(alwaysThere(type));
            }
        }
    }

    private static String name(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        return schema == null || schema.value("name") == null
                ? type.simpleName()
                : schema.value("name").asString();
    }

    private static boolean isOf(Schema schema, ClassInfo type) {
        return schema.getRequired() == null
                && schema.getProperties() != null
                && schema.getProperties()
                        .keySet()
                        .equals(Set.copyOf(type.recordComponents().stream()
                                .map(RecordComponentInfo::name)
                                .toList()));
    }

    /** Nulls are left out of answers, so what cannot be null is there. */
    private static List<String> alwaysThere(ClassInfo type) {
        return type.recordComponents().stream()
                .filter(component -> !component.type().hasAnnotation(NULLABLE))
                .map(RecordComponentInfo::name)
                .toList();
    }

    private static Schema problem() {
        Schema text = OASFactory.createSchema().addType(Schema.SchemaType.STRING);
        Schema problem = OASFactory.createSchema().addType(Schema.SchemaType.OBJECT);
        for (String name : List.of("type", "title", "detail", "field", "value", "remedy", "instance")) {
            problem.addProperty(name, text);
        }
        return problem.addProperty("status", OASFactory.createSchema().addType(Schema.SchemaType.INTEGER))
                .required(List.of("type", "title", "status", "detail"));
    }
}
