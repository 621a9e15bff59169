package dev.holdfast.query.http;

import dev.holdfast.event.InvalidValueException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.List;

/** Refuses what is no media type, which would otherwise fail wherever it is read first. */
@Provider
@PreMatching
public class MediaTypesFilter implements ContainerRequestFilter {
    @Override
    public void filter(ContainerRequestContext request) {
        for (String header : List.of(HttpHeaders.ACCEPT, HttpHeaders.CONTENT_TYPE)) {
            String value = request.getHeaderString(header);
            if (value != null) {
                for (String each : value.split(",", -1)) {
                    check(header, value, each.strip());
                }
            }
        }
    }

    private static void check(String header, String value, String mediaType) {
        try {
            MediaType.valueOf(mediaType);
        } catch (IllegalArgumentException e) {
            throw new InvalidValueException(
                    header, value, "send media types such as application/json, or leave it out");
        }
    }
}
