package dev.holdfast.kit.http;

import dev.holdfast.kit.problem.ProblemException;
import dev.holdfast.kit.problem.ProblemKind;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses a query parameter that the operation does not have. One that is misspelt would otherwise be passed over, and
 * {@code ?phse=paused} answer for everybody.
 */
@Provider
public class KnownQueryParameters implements ContainerRequestFilter {
    private static final ProblemKind UNKNOWN =
            new ProblemKind(400, "unknown-parameter", "A query parameter is not known");

    private static final Map<Method, SortedSet<String>> KNOWN = new ConcurrentHashMap<>();

    private final ResourceInfo resource;

    public KnownQueryParameters(ResourceInfo resource) {
        this.resource = resource;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        Method method = resource.getResourceMethod();
        if (method == null || request.getUriInfo().getQueryParameters().isEmpty()) {
            return;
        }
        SortedSet<String> known = KNOWN.computeIfAbsent(method, KnownQueryParameters::known);
        request.getUriInfo().getQueryParameters().forEach((name, values) -> {
            if (!known.contains(name)) {
                throw new ProblemException(UNKNOWN.problem("this operation has no query parameter " + name)
                        .about(
                                name,
                                values.isEmpty() ? "" : values.getFirst(),
                                known.isEmpty() ? "leave it out" : "leave it out, or use one of " + known));
            }
        });
    }

    private static SortedSet<String> known(Method method) {
        SortedSet<String> known = new TreeSet<>();
        for (Parameter parameter : method.getParameters()) {
            add(parameter, known);
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Constructor<?> constructor : parameter.getType().getDeclaredConstructors()) {
                    for (Parameter part : constructor.getParameters()) {
                        add(part, known);
                    }
                }
            }
        }
        return known;
    }

    private static void add(AnnotatedElement element, SortedSet<String> known) {
        QueryParam parameter = element.getAnnotation(QueryParam.class);
        if (parameter != null) {
            known.add(parameter.value());
        }
    }
}
