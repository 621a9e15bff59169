package dev.holdfast.bench.axon;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.axonframework.common.jpa.EntityManagerProvider;

/** One entity manager and one database transaction a thread. */
final class EntityManagerTransactions extends ThreadTransactions<EntityManager> implements EntityManagerProvider {
    private final EntityManagerFactory factory;

    EntityManagerTransactions(EntityManagerFactory factory) {
        this.factory = factory;
    }

    /** The engine closes what it is given before it commits; a container's entity managers do not mind. */
    @Override
    public EntityManager getEntityManager() {
        EntityManager manager = current();
        if (manager == null) {
            throw new IllegalStateException("no transaction on this thread");
        }
        return unclosable(EntityManager.class, manager);
    }

    @Override
    protected EntityManager begin() {
        EntityManager manager = factory.createEntityManager();
        manager.getTransaction().begin();
        return manager;
    }

    @Override
    protected void end(EntityManager manager, boolean commit) {
        try (manager) {
            if (commit) {
                manager.getTransaction().commit();
            } else {
                manager.getTransaction().rollback();
            }
        }
    }
}
