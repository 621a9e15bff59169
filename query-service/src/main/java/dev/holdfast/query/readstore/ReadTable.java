package dev.holdfast.query.readstore;

import dev.holdfast.query.readstore.Column.Role;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A table of derived rows. Live saving, the copies of a rebuild, verification and erasure all go by this definition;
 * {@link ReadTables#ALL} lists them. The table itself begins with {@code tenant_id} and {@code athlete_id}, and its
 * primary key is those two and the key columns.
 *
 * @param rows what a revision says of this table
 * @param replacedFrom the column by which rows from {@link Revision#deleteFromMicros} on are replaced; null where a row
 *     is only ever written again
 * @param columns behind tenant and athlete
 */
public record ReadTable<R>(
        String name,
        Function<Revision, List<R>> rows,
        @Nullable String replacedFrom,
        Verified verified,
        List<Column<R>> columns) {

    /**
     * How verification speaks of a row.
     *
     * @param kind what it calls the row, or the column that says it
     * @param micros column with the row's instant, in microseconds since 1970
     * @param compared columns; the last one is shown of a row that differs
     */
    public record Verified(String kind, String micros, List<String> compared) {}

    /** The part of a row that verification compares. */
    public record Kept(String kind, long micros, String name, List<@Nullable Object> compared) {}

    String insert(String schema) {
        String changing = columns.stream()
                .filter(column -> column.role() == Role.CHANGING)
                .map(column -> column.name() + " = excluded." + column.name())
                .collect(Collectors.joining(", "));
        return "insert into %s.%s (%s) select * from unnest(?::text[], ?::text[]%s)%s"
                .formatted(
                        schema,
                        name,
                        String.join(", ", columnNames()),
                        columns.stream()
                                .map(column -> ", ?::" + column.type().sql() + "[]")
                                .collect(Collectors.joining()),
                        changing.isEmpty()
                                ? ""
                                : " on conflict (" + String.join(", ", keyNames()) + ") do update set " + changing);
    }

    /** Deletes each athlete's rows from an instant on. */
    String deleteFrom(String schema) {
        return """
                delete from %s.%s t using unnest(?::text[], ?::text[], ?::bigint[]) k (tenant, athlete, micros)
                where t.tenant_id = k.tenant and t.athlete_id = k.athlete and t.%s >= k.micros""".formatted(schema, name, replacedFrom);
    }

    /** Deletes all rows of athletes. */
    String forget(String schema) {
        return """
                delete from %s.%s t using unnest(?::text[], ?::text[]) k (tenant, athlete)
                where t.tenant_id = k.tenant and t.athlete_id = k.athlete""".formatted(schema, name);
    }

    /** Reads of athletes what verification compares. */
    public String select(String schema) {
        return """
                select tenant_id, athlete_id, %s from %s.%s
                where (tenant_id, athlete_id) in (select * from unnest(?::text[], ?::text[]))""".formatted(String.join(", ", verifiedNames()), schema, name);
    }

    List<String> columnNames() {
        return Stream.concat(
                        Stream.of("tenant_id", "athlete_id"), columns.stream().map(Column::name))
                .toList();
    }

    private List<String> keyNames() {
        return Stream.concat(
                        Stream.of("tenant_id", "athlete_id"),
                        columns.stream()
                                .filter(column -> column.role() == Role.KEY)
                                .map(Column::name))
                .toList();
    }

    /** Columns in the order in which verification reads them. */
    public Collection<String> verifiedNames() {
        return columns.stream()
                .filter(column -> column.role() == Role.KEY
                        || column.name().equals(verified.micros())
                        || verified.compared().contains(column.name()))
                .map(Column::name)
                .toList();
    }

    /** What verification would read of {@code revision}, once it is saved. */
    public List<Kept> kept(Revision revision) {
        List<Kept> kept = new ArrayList<>();
        for (R row : rows.apply(revision)) {
            Map<String, @Nullable Object> cells = new HashMap<>();
            columns.forEach(column -> cells.put(column.name(), column.value().apply(row)));
            kept.add(kept(cells));
        }
        return kept;
    }

    /** @param cells by the name of their columns */
    public Kept kept(Map<String, @Nullable Object> cells) {
        String kind = String.valueOf(cells.getOrDefault(verified.kind(), verified.kind()));
        long micros = (Long) Objects.requireNonNull(cells.get(verified.micros()));
        StringBuilder rowName = new StringBuilder(kind).append(' ').append(micros);
        columns.stream()
                .filter(column -> column.role() == Role.KEY)
                .forEach(column -> rowName.append(' ').append(cells.get(column.name())));
        List<@Nullable Object> compared = new ArrayList<>();
        verified.compared().forEach(column -> compared.add(cells.get(column)));
        return new Kept(kind, micros, rowName.toString(), compared);
    }
}
