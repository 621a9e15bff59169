package dev.holdfast.query.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables of the next version. They have no index while they are filled. They are logged all the same: ranges that
 * are finished outlive a crash of PostgreSQL, and making an unlogged table a logged one writes all of it twice.
 */
final class BuiltTables {
    static final String SCHEMA = "building";

    private static final String SERVING = "serving";
    private static final String REPLACED = "replaced";

    /** What a version consists of; every other table of the schema stays as it is across versions. */
    private static final List<String> TABLES = List.of("athlete", "timeline_chunk", "checkpoint", "model");

    private BuiltTables() {}

    static boolean exist(Connection connection) throws SQLException {
        try (Statement select = connection.createStatement();
                ResultSet row = select.executeQuery("select to_regclass('building.model') is not null")) {
            return row.next() && row.getBoolean(1);
        }
    }

    static void create(Connection connection) throws SQLException {
        drop(connection);
        execute(connection, "create schema " + SCHEMA);
        for (String table : TABLES) {
            execute(
                    connection,
                    "create table %s.%s (like %s.%s including all excluding indexes)"
                            .formatted(SCHEMA, table, SERVING, table));
        }
        execute(connection, "alter table building.timeline_chunk set (toast_tuple_target = 8160)");
        execute(connection, "alter table building.model add primary key (only_row)");
    }

    static void drop(Connection connection) throws SQLException {
        execute(connection, "drop schema if exists " + SCHEMA + " cascade");
        execute(connection, "drop schema if exists " + REPLACED + " cascade");
    }

    /** Statements that give the tables what the serving ones have; none of them needs another one to be run before. */
    static List<String> indexStatements(Connection connection) throws SQLException {
        List<String> statements = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select c.relname, i.relname, k.conname, pg_get_constraintdef(k.oid), pg_get_indexdef(x.indexrelid)
                from pg_index x
                join pg_class c on c.oid = x.indrelid
                join pg_class i on i.oid = x.indexrelid
                left join pg_constraint k on k.conindid = x.indexrelid and k.conrelid = c.oid
                where c.relnamespace = 'serving'::regnamespace and c.relname = any (?)
                  and not exists (select from pg_class b where b.relnamespace = 'building'::regnamespace
                      and b.relname = i.relname)
                order by pg_relation_size(c.oid) desc, i.relname""")) {
            select.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    statements.add(
                            rows.getString(3) == null
                                    ? rows.getString(5).replace(" ON serving.", " ON building.")
                                    : "alter table building.%s add constraint %s %s"
                                            .formatted(rows.getString(1), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return statements;
    }

    /** Each table is read by its key, so a sample of 3,000 rows tells the planner all that it needs; 30,000 are 150 MB. */
    static void analyze(Connection connection) throws SQLException {
        execute(connection, "set default_statistics_target = 10");
        try {
            execute(connection, "analyze building.athlete, building.timeline_chunk, building.checkpoint");
        } finally {
            execute(connection, "reset default_statistics_target");
        }
    }

    /** Gives the new tables the name that is answered from; seen by others when the transaction is committed. */
    static void takeOver(Connection connection) throws SQLException {
        execute(connection, "alter schema serving rename to replaced");
        execute(connection, "alter schema building rename to serving");
        List<String> staying = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select relname from pg_class where relnamespace = 'replaced'::regnamespace and relkind = 'r'"
                        + " and relname <> all (?)")) {
            select.setArray(1, connection.createArrayOf("text", TABLES.toArray()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    staying.add(rows.getString(1));
                }
            }
        }
        for (String table : staying) {
            execute(connection, "alter table replaced." + table + " set schema serving");
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
