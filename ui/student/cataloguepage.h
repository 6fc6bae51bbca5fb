#pragma once
#include "items/cataloguemodel.h"
#include "ui/kit/cardgrid.h"
#include "ui/kit/filterbar.h"
#include "ui/kit/pageframe.h"
#include <QComboBox>

namespace lectern {

/// What there is to learn: search, categories, language, level, price and order over a grid of cards.
class CataloguePage final : public PageFrame
{
    Q_OBJECT
public:
    CataloguePage(CatalogueGateway* catalogue, AdmissionGateway* admission, CoverStore* covers, QWidget* parent = nullptr);
    void askCode(const QString& code = {}); ///< of an invitation
    void refresh() override;
    QWidget* searchField() const override;

Q_SIGNALS:
    void courseWanted(const lectern::CourseId& id);
    void learnWanted(const lectern::EnrollmentId& id); ///< a gift was opened

private:
    void loadCategories();
    void applyFilter();
    void clearFilter();
    QComboBox* combo(const QString& name, const QString& accessible, const QList<QPair<QString, QVariant>>& entries);

    CatalogueGateway* m_catalogue;
    AdmissionGateway* m_admission;
    CatalogueModel* m_model;
    StateStack* m_states = nullptr;
    SearchField* m_search;
    FilterChips* m_categories;
    QComboBox* m_sort;
    QComboBox* m_level;
    QComboBox* m_language;
    QComboBox* m_price;
    RequestId m_request;
};

} // namespace lectern
