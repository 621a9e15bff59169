package dev.holdfast.kit.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CopyRowsIT {
    private static final UUID ID = UUID.fromString("0197f3a2-0000-7000-8000-00000000000a");
    private static final Instant AT = Instant.parse("1999-12-31T23:59:59.000001Z");

    @Test
    void copyInto_everyKindOfColumn_isReadAsItWasWritten() throws SQLException {
        try (Connection connection = Database.open()) {
            Database.execute(connection, """
                    create temporary table every_kind (id uuid, at timestamptz, number bigint, missing bigint,
                        small int, name text, bytes bytea, truth boolean)""");
            CopyRows rows = new CopyRows("id", "at", "number", "missing", "small", "name", "bytes", "truth");
            int start = rows.row();
            rows.uuid(ID);
            rows.time(AT);
            rows.int8(0);
            rows.int8((Long) null);
            rows.int4(-7);
            rows.text("Wörld");
            rows.bytes(new byte[] {0, -1});
            rows.bool(true);
            int number = start + CopyRows.COLUMN_COUNT_BYTES + 3 * CopyRows.LENGTH_BYTES + 16 + Long.BYTES;
            rows.replaceInt8(number, Long.MIN_VALUE);
            rows.copyInto(connection, "every_kind");
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select * from every_kind")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getObject(1, UUID.class)).isEqualTo(ID);
                assertThat(row.getObject(2, OffsetDateTime.class).toInstant()).isEqualTo(AT);
                assertThat(row.getLong(3)).isEqualTo(Long.MIN_VALUE);
                assertThat(row.getObject(4)).isNull();
                assertThat(row.getInt(5)).isEqualTo(-7);
                assertThat(row.getString(6)).isEqualTo("Wörld");
                assertThat(row.getBytes(7)).containsExactly(0, -1);
                assertThat(row.getBoolean(8)).isTrue();
                assertThat(row.next()).isFalse();
            }
        }
    }

    @Test
    void read_givesTheRowsThatWereCopiedIn_manyOfThem() throws SQLException, IOException {
        int count = 20_000;
        try (Connection connection = Database.open()) {
            Database.execute(connection, "create temporary table many (number bigint, name text)");
            CopyRows rows = new CopyRows("number", "name");
            for (int i = 0; i < count; i++) {
                rows.row();
                rows.int8(i);
                rows.text("n" + i);
            }
            assertThat(rows.count()).isEqualTo(count);
            rows.copyInto(connection, "many");
            rows.clear();
            rows.copyInto(connection, "many");
            List<Integer> lengths = new ArrayList<>();
            CopyRows.read(
                    connection,
                    "select number, name from many order by number",
                    (row, at) -> lengths.add(row.length - at));
            assertThat(lengths).hasSize(count);
            int first = CopyRows.COLUMN_COUNT_BYTES + 2 * CopyRows.LENGTH_BYTES + Long.BYTES + "n0".length();
            assertThat(lengths.getFirst()).isEqualTo(first);
            assertThat(lengths.getLast()).isEqualTo(first + 4);
        }
    }
}
