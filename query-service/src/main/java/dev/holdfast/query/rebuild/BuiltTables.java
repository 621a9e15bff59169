package dev.holdfast.query.rebuild;

import dev.holdfast.query.readstore.ReadTable;
import dev.holdfast.query.readstore.ReadTables;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The tables of the next version. They have no index while they are filled. They are logged all the same: ranges that
 * are finished outlive a crash of PostgreSQL, and making an unlogged table a logged one writes all of it twice.
 */
final class BuiltTables {
    static final String SCHEMA = "building";

    private static final String MODEL = "model";

    /** What a version consists of, as an SQL list; every other table of the schema stays as it is across versions. */
    private static final String NAMES = Stream.concat(
                    Stream.of(MODEL), ReadTables.ALL.stream().map(ReadTable::name))
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", "));

    private BuiltTables() {}

    /** Whether all of them are there, those that an update of this service added included. */
    static boolean exist(Connection connection) throws SQLException {
        long found = RebuildSql.number(connection, """
                select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where n.nspname = 'building' and c.relname in (""" + NAMES + ")");
        return found == ReadTables.ALL.size() + 1;
    }

    static void create(Connection connection) throws SQLException {
        drop(connection);
        RebuildSql.execute(connection, "create schema building");
        List<String> statements = RebuildSql.texts(connection, """
                select format('create table building.%I (like serving.%I including all excluding indexes)%s', relname,
                    relname, ' with (' || array_to_string(reloptions, ', ') || ')')
                from pg_class
                where relnamespace = 'serving'::regnamespace and relkind = 'r' and relname in (""" + NAMES + ")");
        for (String statement : statements) {
            RebuildSql.execute(connection, statement);
        }
        RebuildSql.execute(connection, "alter table building.model add primary key (only_row)");
    }

    static void drop(Connection connection) throws SQLException {
        RebuildSql.execute(connection, "drop schema if exists building cascade");
        dropReplaced(connection);
    }

    /** Drops the version that was answered from before. */
    static void dropReplaced(Connection connection) throws SQLException {
        RebuildSql.execute(connection, "drop schema if exists replaced cascade");
    }

    /** Gives the tables the keys and indexes that the serving ones have, as many at a time as there are workers. */
    static void index(DataSource reads, int workers) throws SQLException, IOException, InterruptedException {
        List<String> statements;
        try (Connection connection = reads.getConnection()) {
            statements = indexStatements(connection);
        }
        AtomicInteger next = new AtomicInteger();
        Workers.run(Math.min(workers, Math.max(1, statements.size())), () -> {
            try (Connection connection = reads.getConnection()) {
                RebuildSql.execute(connection, "set maintenance_work_mem = '128MB'");
                try {
                    for (int i = next.getAndIncrement(); i < statements.size(); i = next.getAndIncrement()) {
                        RebuildSql.execute(connection, statements.get(i));
                    }
                } finally {
                    RebuildSql.execute(connection, "reset maintenance_work_mem");
                }
            }
        });
    }

    /** The largest table first; none of the statements needs another one to be run before. */
    private static List<String> indexStatements(Connection connection) throws SQLException {
        return RebuildSql.texts(connection, """
                select case when k.conname is null then replace(pg_get_indexdef(x.indexrelid), ' ON serving.', ' ON building.')
                    else format('alter table building.%I add constraint %I %s', c.relname, k.conname,
                        pg_get_constraintdef(k.oid)) end
                from pg_index x
                join pg_class c on c.oid = x.indrelid
                join pg_class i on i.oid = x.indexrelid
                left join pg_constraint k on k.conindid = x.indexrelid and k.conrelid = c.oid
                where c.relnamespace = 'serving'::regnamespace
                  and not exists (select from pg_class b where b.relnamespace = 'building'::regnamespace
                      and b.relname = i.relname)
                  and c.relname in (""" + NAMES + ") order by pg_relation_size(c.oid) desc, i.relname");
    }

    /** Each table is read by its key, so a sample of 3,000 rows tells the planner all that it needs; 30,000 are 150 MB. */
    static void analyze(Connection connection) throws SQLException {
        RebuildSql.execute(connection, "set default_statistics_target = 10");
        try {
            RebuildSql.execute(
                    connection,
                    ReadTables.ALL.stream()
                            .map(table -> "building." + table.name())
                            .collect(Collectors.joining(", ", "analyze ", "")));
        } finally {
            RebuildSql.execute(connection, "reset default_statistics_target");
        }
    }

    /** Gives the new tables the name that is answered from; seen by others when the transaction is committed. */
    static void takeOver(Connection connection) throws SQLException {
        RebuildSql.execute(connection, "alter schema serving rename to replaced");
        RebuildSql.execute(connection, "alter schema building rename to serving");
        List<String> staying = RebuildSql.texts(connection, """
                select relname from pg_class
                where relnamespace = 'replaced'::regnamespace and relkind = 'r' and relname not in (""" + NAMES + ")");
        for (String table : staying) {
            RebuildSql.execute(connection, "alter table replaced." + table + " set schema serving");
        }
    }
}
