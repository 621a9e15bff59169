package dev.holdfast.command.imports.http;

import dev.holdfast.formats.known.KnownFormats;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Says in the OpenAPI document which formats there are; an annotation could only repeat the list. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class FormatsInApiDocument implements OASFilter {
    @Override
    public @Nullable Operation filterOperation(Operation operation) {
        if (ImportResource.RUN.equals(operation.getOperationId())) {
            for (Parameter parameter : operation.getParameters()) {
                if (parameter.getName().equals("format")) {
                    parameter.description(
                            "one of " + String.join(", ", KnownFormats.keys()) + "; found out when absent or auto");
                }
            }
        }
        return operation;
    }
}
