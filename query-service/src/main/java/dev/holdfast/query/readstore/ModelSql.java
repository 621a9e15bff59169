package dev.holdfast.query.readstore;

import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.model.ParameterText;
import dev.holdfast.model.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The one row that says what the stored states were computed with. */
public final class ModelSql {
    private ModelSql() {}

    /** @param parameters null where nobody ever gave any */
    public record Stored(ModelIdentity identity, @Nullable Parameters parameters, long coveredPosition) {}

    /** What is stored, null when the tables are new. */
    public static @Nullable Stored find(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select model_version, parameter_hash, catalogue_version, parameters, covered_position from serving.model");
                ResultSet row = select.executeQuery()) {
            if (!row.next()) {
                return null;
            }
            String text = row.getString(4);
            return new Stored(
                    new ModelIdentity(row.getString(1), row.getString(2), row.getString(3)),
                    text == null ? null : ParameterText.parse(text),
                    row.getLong(5));
        }
    }

    /** Writes the row into new tables; one that is there stays. */
    public static void insert(
            Connection connection, String schema, ModelIdentity identity, Parameters parameters, long coveredPosition)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into " + schema
                + ".model (model_version, parameter_hash, catalogue_version, parameters, covered_position)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing")) {
            insert.setString(1, identity.modelVersion());
            insert.setString(2, identity.parameterHash());
            insert.setString(3, identity.catalogueVersion());
            insert.setString(4, ParameterText.of(parameters));
            insert.setLong(5, coveredPosition);
            insert.executeUpdate();
        }
    }

    /** Notes that every event up to {@code position} is in the tables. */
    public static void cover(Connection connection, long position) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update serving.model set covered_position = ?")) {
            update.setLong(1, position);
            update.executeUpdate();
        }
    }
}
