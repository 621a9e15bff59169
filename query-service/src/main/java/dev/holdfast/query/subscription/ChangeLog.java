package dev.holdfast.query.subscription;

import java.util.List;

/** The durable changes, in the order of their ids. */
public interface ChangeLog {
    /** Everything of every tenant after that id, oldest first, at most {@code limit}. */
    List<StateChange> after(long id, int limit);

    /** What the scope has between the two ids, the first excluded and the last included, oldest first. */
    List<StateChange> between(Scope scope, long afterId, long untilId, int limit);

    /** The newest id, 0 when there is none. */
    long newestId();

    /** Up to this id changes are no longer kept, 0 while all are. */
    long forgottenId();
}
