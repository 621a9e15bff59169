package dev.holdfast.query.servingmodel;

import dev.holdfast.catalogue.ExerciseCatalogue;
import dev.holdfast.checkpoint.ModelIdentity;
import dev.holdfast.model.Parameters;
import dev.holdfast.query.readstore.ModelSql;
import dev.holdfast.query.readstore.ReadTables;
import dev.holdfast.query.readstore.ReadsUnavailableException;
import dev.holdfast.timeline.AthleteFold;
import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The model that answers and live work go by: that of the stored states. It changes when a rebuild with other parameters
 * takes over, in whichever instance that ran.
 */
@Singleton
public class ServingModel {
    /** For a statement that reads states: a column that {@link #of} takes. */
    public static final String HASH = "(select parameter_hash from serving.model)";

    private final AgroalDataSource database;
    private final ExerciseCatalogue catalogue;
    private volatile @Nullable Current current;

    public ServingModel(AgroalDataSource database, ExerciseCatalogue catalogue) {
        this.database = database;
        this.catalogue = catalogue;
    }

    /**
     * A model in use.
     *
     * @param running what this service computes with: the stored parameters, its own equations and catalogue
     * @param stored what the states were computed with
     */
    public record Current(AthleteFold fold, ModelIdentity running, ModelIdentity stored) {
        /** Why nothing may be folded on top of the stored states, null when it may. */
        public @Nullable String mismatch() {
            return running.equals(stored)
                    ? null
                    : "states were computed with another model: stored=%s, running=%s; run holdfast rebuild"
                            .formatted(stored, running);
        }
    }

    /** The model as last seen; read from the database the first time. */
    public Current current() {
        Current known = current;
        if (known != null) {
            return known;
        }
        try (Connection connection = database.getConnection()) {
            return refresh(connection);
        } catch (SQLException e) {
            throw new ReadsUnavailableException(e);
        }
    }

    public AthleteFold fold() {
        return current().fold();
    }

    public ModelIdentity identity() {
        return current().running();
    }

    /** The same for all parameters. */
    public ExerciseCatalogue catalogue() {
        return catalogue;
    }

    /**
     * The model of states that were read by {@code connection} together with {@link #HASH}: another instance may have
     * rebuilt them with other parameters.
     *
     * @param parameterHash null where the tables are new
     */
    public Current of(Connection connection, @Nullable String parameterHash) throws SQLException {
        Current known = current;
        Current found =
                known != null && known.stored().parameterHash().equals(parameterHash) ? known : refresh(connection);
        if (parameterHash != null && !found.stored().parameterHash().equals(parameterHash)) {
            throw new ReadsUnavailableException("the states were rebuilt while they were read");
        }
        return found;
    }

    /** What {@code connection}'s transaction sees. */
    public Current refresh(Connection connection) throws SQLException {
        ModelSql.Stored stored = ModelSql.find(connection);
        if (stored == null) {
            AthleteFold standard = foldOf(Parameters.DEFAULT);
            ModelSql.insert(connection, ReadTables.SERVING, ModelIdentity.of(standard), standard.parameters(), 0);
            stored = ModelSql.find(connection);
        }
        if (stored == null) {
            throw new IllegalStateException("serving.model is empty");
        }
        Current known = current;
        if (known != null && known.stored().equals(stored.identity())) {
            return known;
        }
        Parameters parameters = stored.parameters();
        AthleteFold fold = foldOf(parameters == null ? Parameters.DEFAULT : parameters);
        Current read = new Current(fold, ModelIdentity.of(fold), stored.identity());
        current = read;
        return read;
    }

    /** A fold with other parameters and all else as here. */
    public AthleteFold foldOf(Parameters parameters) {
        return new AthleteFold(parameters, catalogue, AthleteFold.PAUSE_POLICY_DAYS);
    }
}
